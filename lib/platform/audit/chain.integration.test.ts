import { expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { chainMac } from './chain';
import type { AuditEntry } from './schema';

test('events form one unbroken chain, even when many are written concurrently', async () => {
  const actors = await Promise.all([newActor(), newActor(), newActor()]);
  await Promise.all(actors.flatMap((actor) => [newKey(actor), newKey(actor), newKey(actor)]));

  const events = await prisma(database()).auditEvent.findMany({ orderBy: { position: 'asc' } });
  const head = await prisma(database()).auditHead.findFirstOrThrow();
  expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
  expect(head).toMatchObject({ count: events.length, mac: events.at(-1)?.mac });
  let previous = new Uint8Array();
  for (const { mac, at, ...event } of events) {
    const expected = chainMac(previous, {
      ...(event as AuditEntry & { position: number }),
      at: at.toISOString(),
    });
    expect(mac).toEqual(expected);
    previous = expected;
  }
});

test.each(['update audit_event set actor_name = $1', 'delete from audit_event where actor_name <> $1'])(
  'the database itself refuses: %s',
  async (statement) => {
    await expect(prisma(database()).$executeRawUnsafe(statement, 'nobody')).rejects.toThrow('never changed');
  },
);
