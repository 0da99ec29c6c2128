import { database } from '@/lib/db/client';
import { chainMac } from './chain';
import type { AuditEntry } from './schema';
import { findChained, findEnds } from './store';

/** Where a chain ends: how many events it holds, and the mac of the last one. Kept elsewhere, it proves the tail. */
export type ChainHead = { count: number; mac: Uint8Array };

type BrokenChain = { position: number; why: string };

const BATCH = 1_000;

/**
 * Computes the whole chain anew and compares. `kept` is a head that was kept elsewhere, of now or of an earlier time.
 * Answers the chain's head, or the first event that is not as it was written.
 *
 * Ends are read first, in one statement: what is appended meanwhile lies beyond them and is left for the next time.
 */
export async function verifyAudit(kept: ChainHead | null): Promise<ChainHead | BrokenChain> {
  const { count, mac, last } = await findEnds(database());
  if (last > count) return broken(count + 1, 'it stands behind the end that audit_head names');
  let head: ChainHead = { count: 0, mac: new Uint8Array() };
  let batch = await findChained(database(), null, count, BATCH);
  while (batch.length > 0) {
    for (const { mac: stored, at, ...event } of batch) {
      const position = head.count + 1;
      if (event.position !== position) return broken(Math.min(event.position, position), MISSING);
      const entry = event as AuditEntry & { position: number };
      const expected = chainMac(head.mac, { ...entry, at: at.toISOString() });
      if (!same(stored, expected)) return broken(position, 'it was changed, or does not belong here');
      head = { count: position, mac: expected };
      if (kept?.count === position && !same(kept.mac, expected)) return broken(position, REWRITTEN);
    }
    batch = await findChained(database(), head.count, count, BATCH);
  }
  if (head.count < count) return broken(head.count + 1, MISSING);
  if (!same(mac, head.mac)) return broken(count, 'audit_head holds another mac than it');
  if (kept && kept.count > count) return broken(count + 1, 'the head kept elsewhere counts more events');
  return head;
}

export const isBroken = (verified: ChainHead | BrokenChain): verified is BrokenChain => 'why' in verified;

const MISSING = 'it is missing, or another stands in its place';
const REWRITTEN = 'it is another one than the head kept elsewhere was made of';

const broken = (position: number, why: string): BrokenChain => ({ position, why });

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const HEAD = /^(?:0:|([1-9]\d{0,9}):([0-9a-f]{64}))$/;

/** `COUNT:MAC`, the mac in hexadecimal; null where a text is not that. */
export function parseHead(text: string): ChainHead | null {
  const found = HEAD.exec(text.trim().toLowerCase());
  return found && { count: Number(found[1] ?? 0), mac: Buffer.from(found[2] ?? '', 'hex') };
}

export const formatHead = ({ count, mac }: ChainHead): string =>
  `${count}:${Buffer.from(mac).toString('hex')}`;
