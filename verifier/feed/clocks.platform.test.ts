import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Clock } from '@/e2e/support/clock';
import { moveDatabaseClock } from '@/e2e/support/database-clock';
import type { Reveal, RollKey } from '@/lib/access/keys/schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { migrate } from '@/lib/platform/db/migrate';
import { freePort } from '@/scripts/postgres/free-port';
import { startTemporaryCluster, type TemporaryCluster } from '@/scripts/postgres/temporary';
import { restoreClock, stopClock } from '@/test/clock';

/** A verifier and a portal whose machines' clocks are wrong, over a database whose clock is moved. */
const SECOND = 1_000;
const HOUR = 3_600_000;
/** Wrong by so much a portal would accept no passcode. */
const PORTAL_AHEAD_MS = 20 * 60_000;

const clock = new Clock();
let portalAheadMs = 0;
let cluster: TemporaryCluster;
let actor: Actor;
let seed: string;
const verifiers: ChildProcess[] = [];

beforeAll(async () => {
  cluster = await startTemporaryCluster();
  await migrate(cluster.url);
  await moveDatabaseClock(cluster.superuserUrl('postgres'), cluster.url, clock.path);
  Object.assign(process.env, { DATABASE_URL: cluster.url, KEYPORT_SECRET: randomBytes(32).toString('hex') });
  const people = await import('@/test/people');
  actor = await people.newActor();
  ({ seed } = await people.withAuthenticator(actor));
});
afterEach(async () => {
  restoreClock();
  const { replaceProcessClock } = await import('@/lib/platform/time/clock');
  replaceProcessClock();
  for (const child of verifiers.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  const [{ closeDatabase }, { stopListening }] = await Promise.all([
    import('@/lib/platform/db/database'),
    import('@/lib/access/revocation/acknowledgements'),
  ]);
  await Promise.all([closeDatabase(), stopListening()]);
  await cluster.remove();
  clock.remove();
});

/** This process is the portal: its clock is put wrong, and measured against the database's as the portal's is. */
async function usePortal(aheadMs: number): Promise<void> {
  const [{ default: pg }, { measureClock }, { nowMs }] = await Promise.all([
    import('pg'),
    import('@/lib/platform/time/measure-clock'),
    import('@/lib/platform/time/clock'),
  ]);
  portalAheadMs = aheadMs;
  stopClock(clock.now().getTime() + aheadMs);
  const pool = new pg.Pool({ connectionString: cluster.url });
  // A faked clock stands still, and an answer that took long beside it says nothing: asked again then.
  await vi.waitUntil(
    () => measureClock(pool).then(() => Math.abs(nowMs() - clock.now().getTime()) < SECOND),
    { timeout: 5_000 },
  );
  await pool.end();
}

async function startVerifier(aheadMs: number) {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    ['--import', resolve('e2e/support/clock-preload.mjs'), '--import', 'tsx', 'verifier/main.ts'],
    {
      env: {
        ...process.env,
        VERIFIER_PORT: String(port),
        TEST_CLOCK_FILE: clock.path,
        TEST_CLOCK_AHEAD_MS: String(aheadMs),
      },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    },
  );
  verifiers.push(child);
  const url = `http://127.0.0.1:${port}`;
  const metric = async (name: string) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
  };
  await vi.waitUntil(async () => (await fetch(`${url}/readyz`).catch(() => null))?.ok, { timeout: 20_000 });
  await vi.waitUntil(async () => (await metric('keyport_feed_trusted')) === 1, { timeout: 5_000 });
  const ask = async ({ key, secret }: Reveal): Promise<string> => {
    const response = await fetch(`${url}/v1/verify`, {
      method: 'POST',
      body: JSON.stringify({ key, secret }),
    });
    return ((await response.json()) as { code: string }).code;
  };
  return { ask, metric };
}

/** Rolls with a passcode as an authenticator shows it, whose clock is right. */
async function roll(key: Reveal, grace: RollKey['grace']): Promise<Reveal> {
  const [{ rollForm }, { passcodeAt }, { rollKey }] = await Promise.all([
    import('@/test/keys'),
    import('@/test/people'),
    import('@/lib/access/keys/roll-key'),
  ]);
  // Each code is good once; the next step's is never too old.
  clock.advance(30 * SECOND);
  await untilVerifiersBeat();
  const form = await rollForm(actor, key.id, await passcodeAt(seed, clock.now()));
  // A faked clock stands still. Left behind, it would take the code for one of the next step, which nobody has yet.
  vi.setSystemTime(clock.now().getTime() + portalAheadMs);
  const rolled = await rollKey(actor, { ...form, grace });
  if (!rolled.ok) throw new Error(rolled.code);
  return rolled.value;
}

/** To a database whose clock was just moved all verifiers seem silent, and nobody waits for them until they beat again. */
async function untilVerifiersBeat(): Promise<void> {
  const [{ database }, { prisma }] = await Promise.all([
    import('@/lib/platform/db/database'),
    import('@/lib/platform/db/client'),
  ]);
  const since = new Date(clock.now().getTime() - SECOND);
  await vi.waitUntil(
    async () => (await prisma(database()).verifier.count({ where: { beatAt: { gt: since } } })) > 0,
  );
}

async function setEnd(table: 'api_key' | 'credential', id: string, end: Date): Promise<void> {
  const [{ database }, { prisma }] = await Promise.all([
    import('@/lib/platform/db/database'),
    import('@/lib/platform/db/client'),
  ]);
  if (table === 'api_key')
    await prisma(database()).apiKey.update({ where: { id }, data: { expiresAt: end } });
  else
    await prisma(database()).credential.updateMany({
      where: { apiKeyId: id, endsAt: { not: null } },
      data: { endsAt: end },
    });
}

describe.each([-5 * SECOND, 0, 5 * SECOND])('a verifier whose clock is %d ms ahead', (aheadMs) => {
  test('refuses what was ended immediately, from the answer on', async () => {
    const [{ newKey, requireKey }, { blockOldCredential }] = await Promise.all([
      import('@/test/keys'),
      import('@/lib/access/keys/block-old-credential'),
    ]);
    const { ask } = await startVerifier(aheadMs);
    await usePortal(PORTAL_AHEAD_MS);
    const [rolled, blocked] = [await newKey(actor), await newKey(actor)];
    expect([await ask(rolled), await ask(blocked)]).toEqual(['VALID', 'VALID']);
    const next = await roll(rolled, 'now');
    expect([await ask(rolled), await ask(next)]).toEqual(['ROLLED', 'VALID']);
    const after = await roll(blocked, '1h');
    expect([await ask(blocked), await ask(after)]).toEqual(['VALID', 'VALID']);
    const { old } = await requireKey(actor, blocked.id);
    expect(await blockOldCredential(actor, { id: blocked.id, credentialId: old?.id ?? '' })).toMatchObject({
      ok: true,
    });
    expect([await ask(blocked), await ask(after)]).toEqual(['ROLLED', 'VALID']);
    const last = await roll(after, '1h');
    const newest = await roll(last, '1h');
    expect([await ask(after), await ask(last), await ask(newest)]).toEqual(['ROLLED', 'VALID', 'VALID']);
  });

  test('ends expired keys and graces at their time, by the database’s clock', async () => {
    const { newKey } = await import('@/test/keys');
    const { ask, metric } = await startVerifier(aheadMs);
    await usePortal(-PORTAL_AHEAD_MS);
    const [expiring, rolled] = [await newKey(actor), await newKey(actor)];
    await roll(rolled, '1h');
    const end = new Date(clock.now().getTime() + HOUR);
    await setEnd('api_key', expiring.id, end);
    await setEnd('credential', rolled.id, end);
    clock.set(new Date(end.getTime() - 4 * SECOND));
    expect([await ask(expiring), await ask(rolled)]).toEqual(['VALID', 'VALID']);
    clock.set(end);
    expect([await ask(expiring), await ask(rolled)]).toEqual(['EXPIRED', 'ROLLED']);
    await vi.waitUntil(
      async () => Math.abs((await metric('keyport_clock_skew_seconds')) + aheadMs / SECOND) < 0.5,
    );
  });
});
