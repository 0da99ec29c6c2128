import { database } from '@/lib/platform/db/database';
import { type Acknowledgement, readAcknowledgement } from './acknowledgement';
import { findChained, findEnds, findPositionsBeyond } from './audit-store';
import { findFault, hashRow, isSame, macAfter, type Row, type Suspect } from './suspects';

/**
 * The end of a chain: the number of its events, and the last one's MAC. A copy kept elsewhere proves that the tail is
 * complete.
 */
export type ChainHead = { count: number; mac: Uint8Array };

/** Events that were changed or are missing, from one position to another: several only if all are missing. */
export type BrokenEvents = {
  from: number;
  to: number;
  why: string;
  /** If only the content doesn't match the MAC, what an acknowledgement records; otherwise null. */
  rowHash: string | null;
};

export type Verified = {
  head: ChainHead;
  broken: BrokenEvents[];
  /** Broken events that an operator has acknowledged. */
  acknowledged: Acknowledgement[];
};

const BATCH = 1_000;

/**
 * Checks each event against the stored MAC of the one before it, so that one break doesn't hide another. `kept` is a
 * head that was kept elsewhere, current or older. The ends are read first, in one statement: what is appended meanwhile
 * lies beyond them and is checked the next time.
 */
export async function verifyAudit(kept: ChainHead | null): Promise<Verified> {
  const { count, mac, last } = await findEnds(database());
  const broken: BrokenEvents[] = [];
  const suspects: Suspect[] = [];
  const known = new Map<number, Acknowledgement>();
  let end: ChainHead = { count: 0, mac: new Uint8Array() };

  for await (const row of rowsUpTo(count)) {
    const { position } = row;
    if (position < 1) {
      broken.push(one(position, 'it is before the first event'));
      continue;
    }
    const isNext = position === end.count + 1;
    if (!isNext) broken.push({ ...one(end.count + 1, MISSING), to: position - 1 });
    if (isNext && isSame(row.mac, macAfter(end.mac, row))) {
      const before = suspects.at(-1);
      if (before?.row.position === end.count) before.isContinued = true;
      const acknowledgement = readAcknowledgement(row);
      if (acknowledgement) known.set(acknowledgement.position, acknowledgement);
    } else {
      suspects.push({ row, previous: isNext ? end.mac : null, isContinued: false });
    }
    if (kept?.count === position && !isSame(kept.mac, row.mac)) broken.push(one(position, REWRITTEN));
    end = { count: position, mac: row.mac };
  }

  if (end.count < count) broken.push({ ...one(end.count + 1, MISSING), to: count });
  else if (!isSame(mac, end.mac)) broken.push(one(count, 'audit_head holds another MAC than it'));
  if (kept && kept.count > count) broken.push(one(count + 1, 'the head kept elsewhere counts more events'));
  if (last > count) {
    const beyond = await findPositionsBeyond(database(), count, last);
    broken.push(...beyond.map((position) => one(position, 'it is beyond the end recorded in audit_head')));
  }

  const acknowledged: Acknowledgement[] = [];
  for (const suspect of suspects) {
    const acknowledgement = known.get(suspect.row.position);
    if (acknowledgement?.rowHash === hashRow(suspect.row)) acknowledged.push(acknowledgement);
    else broken.push(...judge(suspect, suspects, acknowledgement !== undefined));
  }
  return { head: { count, mac }, broken: broken.sort((a, b) => a.from - b.from), acknowledged };
}

function judge(suspect: Suspect, all: readonly Suspect[], wasAcknowledged: boolean): BrokenEvents[] {
  const { position } = suspect.row;
  const fault = findFault(suspect, all);
  if (fault === 'sound') return [];
  if (fault === 'moved') return [one(position, 'it was moved here or changed')];
  if (fault === 'unproved')
    return [one(position, "it can't be checked, since the event before it is missing")];
  const why = wasAcknowledged ? 'it was changed again after it was acknowledged' : CHANGED;
  return [{ ...one(position, why), rowHash: hashRow(suspect.row) }];
}

async function* rowsUpTo(count: number): AsyncIterable<Row> {
  for (let after: number | null = null; ; ) {
    const rows: Row[] = await findChained(database(), after, count, BATCH);
    yield* rows;
    const end = rows.at(-1);
    if (!end) return;
    after = end.position;
  }
}

const MISSING = 'it is missing';
const REWRITTEN = 'it differs from the event that the head kept elsewhere was made of';
const CHANGED = "its content doesn't match its MAC";

const one = (position: number, why: string): BrokenEvents => ({
  from: position,
  to: position,
  why,
  rowHash: null,
});

const HEAD = /^(?:0:|([1-9]\d{0,9}):([0-9a-f]{64}))$/;

/** `COUNT:MAC`, the MAC in hexadecimal; null if the text has another form. */
export function parseHead(text: string): ChainHead | null {
  const found = HEAD.exec(text.trim().toLowerCase());
  return found && { count: Number(found[1] ?? 0), mac: Buffer.from(found[2] ?? '', 'hex') };
}

export const formatHead = ({ count, mac }: ChainHead): string =>
  `${count}:${Buffer.from(mac).toString('hex')}`;
