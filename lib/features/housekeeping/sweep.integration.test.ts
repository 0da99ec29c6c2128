import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { JobRunner } from '@/lib/platform/jobs/runner';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { RETENTION } from './retention-store';
import { sweepJob } from './sweep';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const now = new Date('2026-11-21T12:00:00.000Z');
const ago = (ms: number) => new Date(now.getTime() - ms);

let actor: Actor;
beforeAll(async () => {
  actor = await newActor();
});
beforeEach(async () => {
  await prisma(database()).job.deleteMany();
});

const sweep = () => new JobRunner([sweepJob], { now: () => now }).runDue();

test('every table has a sweep, or a reason why it does not grow without bound', async () => {
  const tables = await prisma(database()).$queryRaw<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = current_schema() and tablename <> '_prisma_migrations'`;
  expect(Object.keys(RETENTION).sort()).toEqual(tables.map(({ name }) => name).sort());
});

test('docs/privacy.md names every table that is swept', () => {
  const text = readFileSync('docs/privacy.md', 'utf8');
  for (const [table, each] of Object.entries(RETENTION)) {
    if ('sweep' in each) expect(text).toContain(`\`${table}\``);
  }
});

type Case = { old(): Promise<unknown>; kept(): Promise<unknown>; left(): Promise<number> };

const bytes = () => Uint8Array.from(randomBytes(32));
const session = (createdAt: Date, lastSeenAt: Date) =>
  prisma(database()).session.create({
    data: { id: randomUUID(), userId: actor.userId, address: '', userAgent: '', createdAt, lastSeenAt },
  });
const throttle = (lastTryAt: Date, blockedUntil: Date) =>
  prisma(database()).throttle.create({
    data: { bucket: randomUUID(), failures: 9, lastTryAt, blockedUntil },
  });
const invitation = (expiresAt: Date) =>
  prisma(database()).invitation.create({
    data: {
      organizationId: actor.organization.id,
      email: `${randomUUID()}@example.com`,
      role: 'viewer',
      tokenHash: bytes(),
      createdAt: expiresAt,
      expiresAt,
    },
  });
const reset = async (expiresAt: Date) => {
  const { userId } = await newActor();
  await prisma(database()).passwordReset.create({ data: { userId, tokenHash: bytes(), expiresAt } });
};
const addressChange = async (expiresAt: Date) => {
  const { userId } = await newActor();
  const email = `${randomUUID()}@example.com`;
  await prisma(database()).addressChange.create({ data: { userId, email, tokenHash: bytes(), expiresAt } });
};
const idempotencyKey = (createdAt: Date) =>
  prisma(database()).idempotencyKey.create({ data: { userId: actor.userId, key: randomUUID(), createdAt } });
const idempotentRequest = (createdAt: Date) =>
  prisma(database()).idempotentRequest.create({
    data: {
      userId: actor.userId,
      organizationId: actor.organization.id,
      operation: 'key.create',
      key: randomUUID(),
      bodyHash: bytes(),
      subjectId: randomUUID(),
      createdAt,
    },
  });
const call = async (leaseUntil: Date) => {
  const { id: apiKeyId } = await newKey(actor);
  await prisma(database()).callInProgress.create({
    data: { id: randomUUID(), apiKeyId, isExport: false, leaseUntil },
  });
};
const callWindow = async (startsAt: Date) => {
  const { id: apiKeyId } = await newKey(actor);
  await prisma(database()).callWindow.create({ data: { apiKeyId, startsAt, count: 1 } });
};
const usage = async (hour: Date) => {
  const { id } = await newKey(actor);
  const { id: credentialId } = await prisma(database()).credential.findFirstOrThrow({
    where: { apiKeyId: id },
  });
  await prisma(database()).usageHour.create({ data: { credentialId, hour, code: 'VALID', count: 1 } });
};
const rateWindow = async (startsAt: Date) => {
  const { id: apiKeyId } = await newKey(actor);
  await prisma(database()).rateWindow.create({ data: { apiKeyId, startsAt, count: 1 } });
};
const verifier = (age: string) =>
  prisma(database()).$executeRaw`
    insert into verifier (id, beat_at) values (gen_random_uuid(), clock_timestamp() - ${age}::interval)`;
const usageWriter = (age: string) =>
  prisma(database()).$executeRaw`
    insert into usage_writer (writer_id, number, written_at)
    values (gen_random_uuid(), 1, clock_timestamp() - ${age}::interval)`;
const webhookEvent = (at: Date) =>
  prisma(database()).webhookEvent.create({
    data: { organizationId: actor.organization.id, type: 'key.created', at, data: {} },
  });
const jobRun = (startedAt: Date) =>
  prisma(database()).jobRun.create({
    data: { jobName: 'sweep', startedAt, endedAt: startedAt, outcome: 'failed', processed: 0 },
  });
/** A key with its current credential and 22 older ones that ended at `endedAt`, a minute apart. */
const rolledKey = async (endedAt: Date) => {
  const { id: apiKeyId } = await newKey(actor);
  await prisma(database()).credential.createMany({
    data: Array.from({ length: 22 }, (_, i) => {
      const at = new Date(endedAt.getTime() - i * 60_000);
      return { apiKeyId, key: randomUUID(), createdAt: at, replacedAt: at, endsAt: at };
    }),
  });
};

const CASES: Record<string, Case> = {
  throttle: {
    old: () => throttle(ago(2 * DAY_MS + 1), ago(DAY_MS)),
    kept: () => Promise.all([throttle(ago(2 * DAY_MS - 1), ago(DAY_MS)), throttle(ago(3 * DAY_MS), ago(-1))]),
    left: () => prisma(database()).throttle.count(),
  },
  session: {
    old: () => Promise.all([session(ago(DAY_MS), now), session(ago(2 * HOUR_MS), ago(HOUR_MS))]),
    kept: () => Promise.all([session(ago(DAY_MS - 1), now), session(ago(2 * HOUR_MS), ago(HOUR_MS - 1))]),
    left: () => prisma(database()).session.count(),
  },
  invitation: {
    old: () => invitation(ago(30 * DAY_MS + 1)),
    kept: () => Promise.all([invitation(ago(29 * DAY_MS)), invitation(ago(-1))]),
    left: () => prisma(database()).invitation.count(),
  },
  password_reset: {
    old: () => reset(ago(1)),
    kept: () => Promise.all([reset(ago(-1)), reset(ago(-HOUR_MS))]),
    left: () => prisma(database()).passwordReset.count(),
  },
  address_change: {
    old: () => addressChange(ago(7 * DAY_MS + 1)),
    kept: () => Promise.all([addressChange(ago(7 * DAY_MS - 1)), addressChange(ago(-HOUR_MS))]),
    left: () => prisma(database()).addressChange.count(),
  },
  form_token: {
    old: () => idempotencyKey(ago(DAY_MS + 1)),
    kept: () => Promise.all([idempotencyKey(ago(DAY_MS - 1)), idempotencyKey(now)]),
    left: () => prisma(database()).idempotencyKey.count({ where: { createdAt: { lte: now } } }),
  },
  idempotent_request: {
    old: () => idempotentRequest(ago(DAY_MS + 1)),
    kept: () => Promise.all([idempotentRequest(ago(DAY_MS - 1)), idempotentRequest(now)]),
    left: () => prisma(database()).idempotentRequest.count(),
  },
  call_window: {
    old: () => callWindow(ago(HOUR_MS + 1)),
    kept: () => Promise.all([callWindow(ago(HOUR_MS - 1)), callWindow(now)]),
    left: () => prisma(database()).callWindow.count(),
  },
  call_in_progress: {
    old: () => call(ago(1)),
    kept: () => Promise.all([call(now), call(ago(-1))]),
    left: () => prisma(database()).callInProgress.count(),
  },
  verifier: {
    old: () => verifier('61 minutes'),
    kept: () => Promise.all([verifier('59 minutes'), verifier('0 s')]),
    left: () => prisma(database()).verifier.count(),
  },
  usage_writer: {
    old: () => usageWriter('7 days 1 minute'),
    kept: () => Promise.all([usageWriter('6 days 23 hours'), usageWriter('0 s')]),
    left: () => prisma(database()).usageWriter.count(),
  },
  usage_hour: {
    old: () => usage(ago(401 * DAY_MS)),
    kept: () => Promise.all([usage(ago(399 * DAY_MS)), usage(now)]),
    left: () => prisma(database()).usageHour.count(),
  },
  rate_window: {
    old: () => rateWindow(ago(2 * DAY_MS + 1)),
    kept: () => Promise.all([rateWindow(ago(DAY_MS)), rateWindow(now)]),
    left: () => prisma(database()).rateWindow.count(),
  },
  webhook_event: {
    old: () => webhookEvent(ago(30 * DAY_MS + 1)),
    kept: () => Promise.all([webhookEvent(ago(29 * DAY_MS)), webhookEvent(now)]),
    left: () => prisma(database()).webhookEvent.count(),
  },
  job_run: {
    old: async () => {
      await prisma(database()).job.createMany({
        data: [{ name: 'sweep', dueAt: now }],
        skipDuplicates: true,
      });
      await jobRun(ago(30 * DAY_MS + 1));
    },
    kept: () => Promise.all([jobRun(ago(29 * DAY_MS)), jobRun(ago(DAY_MS))]),
    left: () => prisma(database()).jobRun.count({ where: { startedAt: { lt: now } } }),
  },
};

describe('what is over goes, what is not stays', () => {
  test('each sweep but the credentials’ is tried here', () => {
    const swept = Object.entries(RETENTION).flatMap(([table, each]) => ('sweep' in each ? [table] : []));
    expect([...Object.keys(CASES), 'credential'].sort()).toEqual(swept.sort());
  });

  test.each(Object.entries(CASES))('%s', async (_table, { old, kept, left }) => {
    await old();
    await sweep();
    const others = await left();
    await old();
    await kept();
    await prisma(database()).job.updateMany({ data: { dueAt: now } });
    await sweep();
    expect(await left()).toBe(others + 2);
  });

  test('a key keeps its current credential, the last twenty, and whatever ended within 400 days', async () => {
    await prisma(database()).apiKey.deleteMany();
    await rolledKey(ago(401 * DAY_MS));
    await rolledKey(ago(399 * DAY_MS));
    await sweep();
    const counts = await prisma(database()).credential.groupBy({ by: ['apiKeyId'], _count: true });
    expect(counts.map(({ _count }) => _count).sort()).toEqual([1 + 20, 1 + 22]);
    expect(await prisma(database()).credential.count({ where: { replacedAt: null } })).toBe(2);
  });
});

test('more than one batch is taken away in one run, and counted', async () => {
  await prisma(database()).$executeRaw`
    insert into throttle (bucket, failures, blocked_until, last_try_at)
    select 'flood ' || i, 1, ${ago(9 * DAY_MS)}, ${ago(9 * DAY_MS)} from generate_series(1, 5000) i`;
  await prisma(database()).jobRun.deleteMany();
  await sweep();
  expect(await prisma(database()).throttle.count({ where: { bucket: { startsWith: 'flood' } } })).toBe(0);
  const [run] = await prisma(database()).jobRun.findMany();
  expect(run?.processed).toBeGreaterThanOrEqual(5000);
});
