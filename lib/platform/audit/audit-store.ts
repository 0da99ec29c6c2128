import { beforeCommit } from '@/lib/platform/db/before-commit';
import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { chainMac } from './chain';
import { insertEvents, type OutboxRow } from './outbox-store';
import type { Announcement, AuditEntry } from './schema';
import { storableEntry } from './storable';

type Event = AuditEntry & { at: Date; announcements: readonly Announcement[] };

const pendingEvents = new WeakMap<Db, Event[]>();

/**
 * Appends an event to the chain in the caller's transaction, so that a change and its record are one write. All events
 * of a transaction are appended at its very end, since every other change waits from then on until it commits.
 */
export function appendBeforeCommit(
  db: Db,
  entry: AuditEntry,
  now: Date,
  announcements: readonly Announcement[] = [],
): void {
  const event = { ...storableEntry(entry), at: now, announcements };
  const events = pendingEvents.get(db);
  if (events) {
    events.push(event);
    return;
  }
  const first = [event];
  pendingEvents.set(db, first);
  beforeCommit<Db>(db, (db) => appendEvents(db, first));
}

/** Locks the end of the chain until the commit. What is announced is written under the same lock, in the same order. */
async function appendEvents(db: Db, events: readonly Event[]): Promise<void> {
  const [head] = await prisma(db).$queryRaw<{ count: number; mac: Uint8Array }[]>`
    select count, mac from audit_head where id = 1 for update`;
  if (!head) throw new Error('The audit chain has no head; were the migrations applied?');
  let end = head;
  const outbox: OutboxRow[] = [];
  const rows = events.map(({ at, announcements, ...entry }) => {
    const position = end.count + 1;
    const mac = chainMac(end.mac, { ...entry, position, at: at.toISOString() });
    end = { count: position, mac };
    const { organizationId } = entry;
    if (organizationId !== null) {
      outbox.push(
        ...announcements.map((each) => ({ ...each, organizationId, position, at: at.toISOString() })),
      );
    }
    return { ...entry, position, at: at.toISOString(), mac: Buffer.from(mac).toString('hex') };
  });
  await prisma(db).$executeRaw`
    with moved as (update audit_head set count = ${end.count}, mac = ${end.mac} where id = 1)
    insert into audit_event (position, at, organization_id, actor_id, actor_name, address, action, outcome,
      subject_type, subject_id, subject_name, details, mac)
    select position, at, "organizationId", "actorId", "actorName", address, action, outcome,
      "subjectType", "subjectId", "subjectName", details, decode(mac, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(
      position int, at timestamptz, "organizationId" uuid, "actorId" uuid, "actorName" text, address text,
      action text, outcome audit_outcome, "subjectType" text, "subjectId" text, "subjectName" text,
      details jsonb, mac text)`;
  if (outbox.length > 0) await insertEvents(db, outbox);
}

/**
 * The chain's end according to `audit_head`, and the last position there is: read at the same moment, so they must
 * agree.
 */
export async function findEnds(db: Db): Promise<{ count: number; mac: Uint8Array; last: number }> {
  const [ends] = await prisma(db).$queryRaw<{ count: number; mac: Uint8Array; last: number }[]>`
    select count, mac, coalesce((select max(position) from audit_event), 0) as last from audit_head where id = 1`;
  return ends ?? { count: 0, mac: new Uint8Array(), last: 0 };
}

/** The next events of the chain with everything that their MACs cover. `after` null starts at the very first row. */
export function findChained(db: Db, after: number | null, upTo: number, most: number) {
  return prisma(db).auditEvent.findMany({
    where: { position: after === null ? { lte: upTo } : { gt: after, lte: upTo } },
    orderBy: { position: 'asc' },
    take: most,
  });
}

/** Events at positions beyond the chain's `count` events. */
export async function findPositionsBeyond(db: Db, count: number, last: number): Promise<number[]> {
  const rows = await prisma(db).auditEvent.findMany({
    where: { position: { gt: count, lte: last } },
    select: { position: true },
    orderBy: { position: 'asc' },
  });
  return rows.map(({ position }) => position);
}
