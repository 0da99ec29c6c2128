import { beforeEach, describe, expect, test } from 'vitest';
import { NO_POLICY } from '@/lib/access/key-policies/schema';
import { scopeOf } from '@/lib/access/key-records/ownership-policy';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { lastUseJob } from '@/lib/access/usage/last-use';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { type Db, database, inTransaction } from '@/lib/platform/db/database';
import { JobRunner } from '@/lib/platform/jobs/runner';
import { DAY_MS } from '@/lib/platform/time/durations';
import { newKey, requireKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { countAttention, getOverview } from './overview';
import { findAttention } from './overview-store';

const past = (days: number) => new Date(Date.now() - days * DAY_MS);

let actor: Actor;
beforeEach(async () => {
  actor = await newActor();
  await prisma(database()).job.deleteMany();
});

const set = (id: string, data: object) => prisma(database()).apiKey.update({ where: { id }, data });
const setCredential = async (id: string, data: object) => {
  const { credentialId } = await requireKey(actor, id);
  await prisma(database()).credential.update({ where: { id: credentialId }, data });
};
const addOld = (apiKeyId: string, endsAt: Date) =>
  prisma(database()).credential.create({
    data: { apiKeyId, key: crypto.randomUUID(), createdAt: past(5), replacedAt: past(1), endsAt },
  });
const noteUse = async (id: string, at: Date) => {
  const { credentialId } = await requireKey(actor, id);
  await prisma(database()).credentialUse.upsert({
    where: { credentialId },
    create: { credentialId, at },
    update: { at },
  });
};
const use = async (id: string, at: Date) => {
  await noteUse(id, at);
  await prisma(database()).job.updateMany({ data: { dueAt: new Date(0) } });
  await new JobRunner([lastUseJob]).runDue();
};
const reasons = async () =>
  Object.fromEntries((await getOverview(actor)).items.map(({ reason, key }) => [key.name, reason]));

describe('what needs attention', () => {
  test('is each key once, for its most urgent reason, the most urgent first', async () => {
    const make = (name: string) => newKey(actor, { name });
    const unused = await make('unused');
    await set(unused.id, { createdAt: past(91) });
    const idle = await make('idle');
    await use(idle.id, past(95));
    const grace = await make('grace');
    await addOld(grace.id, past(-1));
    const due = await make('due');
    await setCredential(due.id, { createdAt: past(366) });
    await addOld(due.id, past(-1));
    const soon = await make('soon');
    await set(soon.id, { expiresAt: past(-29), createdAt: past(400) });
    await make('fine');
    const ended = await make('ended grace');
    await addOld(ended.id, past(0.1));
    const expired = await make('expired');
    await set(expired.id, { expiresAt: past(1), createdAt: past(400) });
    const disabled = await make('disabled');
    await set(disabled.id, { expiresAt: past(-1) });
    await changeKeyStatus(actor, 'disable', { id: disabled.id });
    const { items, attention } = await getOverview(actor);
    expect(items.map(({ reason, key }) => [key.name, reason])).toEqual([
      ['soon', 'expires-soon'],
      ['due', 'rotation-due'],
      ['grace', 'two-credentials'],
      ['idle', 'unused'],
      ['unused', 'unused'],
    ]);
    expect(attention).toBe(5);
    expect(await countAttention(actor)).toBe(5);
  });

  test("ends with a use immediately, before the key's row has it", async () => {
    const never = await newKey(actor, { name: 'never' });
    const idle = await newKey(actor, { name: 'idle' });
    for (const { id } of [never, idle]) await set(id, { createdAt: past(100) });
    await use(idle.id, past(91));
    expect(await reasons()).toEqual({ never: 'unused', idle: 'unused' });
    for (const { id } of [never, idle]) await noteUse(id, new Date());
    expect(await reasons()).toEqual({});
    expect(await countAttention(actor)).toBe(0);
  });

  test('is counted up to a hundred, and twenty are shown', async () => {
    await prisma(database()).$executeRaw`
      with made as (
        insert into api_key (id, organization_id, name, name_fold, type, environment, status, expires_at, created_at, origin)
        select gen_random_uuid(), ${actor.organization.id}::uuid, 'Key ' || i, 'key ' || i, 'public', 'production', 'active',
          now() + interval '1 day', now(), 'person' from generate_series(1, 150) i returning id)
      insert into credential (id, api_key_id, key, created_at)
      select gen_random_uuid(), id, id::text, now() from made`;
    expect(await countAttention(actor)).toBe(100);
    const { attention, items } = await getOverview(actor);
    expect([attention, items.length]).toEqual([100, 20]);
  });
});

test('what needs attention is found by indexes, and read no further than it is counted', async () => {
  // 500 that expire soon, and 2,000 that want nothing.
  await prisma(database()).$executeRaw`
    with made as (
      insert into api_key (id, organization_id, name, name_fold, type, environment, status, expires_at, created_at, origin)
      select gen_random_uuid(), ${actor.organization.id}::uuid, 'Key ' || i, 'key ' || i, 'public', 'production', 'active',
        case when i <= 500 then now() + interval '1 day' end, now(), 'person' from generate_series(1, 2500) i returning id)
    insert into credential (id, api_key_id, key, created_at)
    select gen_random_uuid(), id, id::text, now() from made`;
  await prisma(database()).$executeRaw`analyze api_key`;
  const limits = {
    now: new Date(),
    policy: NO_POLICY,
    expiresBefore: past(-30),
    credentialsBefore: past(365),
    unusedBefore: past(90),
  };
  const read = await inTransaction(async (db) => {
    // PostgreSQL also counts what the session did before, until it reports that, which it does once a second.
    const before = await countRead(db);
    expect(await findAttention(db, scopeOf(actor), limits, 100)).toHaveLength(100);
    return (await countRead(db)) - before;
  });
  expect(read).toBeLessThanOrEqual(110);
});

/** How many rows of `api_key` this session has read. */
async function countRead(db: Db): Promise<number> {
  const [table] = await prisma(db).$queryRaw<{ rows: bigint }[]>`
    select seq_tup_read + idx_tup_fetch as rows from pg_stat_xact_user_tables where relname = 'api_key'`;
  return Number(table?.rows ?? 0);
}

describe("a key's row", () => {
  const row = async (id: string) => prisma(database()).apiKey.findUniqueOrThrow({ where: { id } });

  test('follows its credentials, whoever writes them', async () => {
    const { id } = await newKey(actor);
    expect((await row(id)).issuedAt).not.toBeNull();
    expect((await row(id)).oldEndsAt).toBeNull();
    await setCredential(id, { secretHash: null });
    expect((await row(id)).issuedAt).toBeNull();
    const end = past(-2);
    const { id: old } = await addOld(id, end);
    expect((await row(id)).oldEndsAt).toEqual(end);
    await prisma(database()).credential.delete({ where: { id: old } });
    expect((await row(id)).oldEndsAt).toBeNull();
  });

  test('takes over the last use, and keeps it when the credential is long gone', async () => {
    const { id } = await newKey(actor);
    const at = past(3);
    await use(id, at);
    await use(id, past(4));
    expect((await row(id)).lastUsedAt).toEqual(at);
    await prisma(database()).credentialUse.deleteMany();
    expect((await requireKey(actor, id)).lastUsedAt).toBe(at.toISOString());
  });
});
