import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { editKey } from '@/lib/access/keys/edit-key';
import type { Reveal } from '@/lib/access/keys/schema';
import type { RatePeriod } from '@/lib/access/verdict/rate-limit-schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { restoreClock, stopClock } from '@/test/clock';
import { editForm, newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';
import { exactLimiter } from './exact-limiter';

const NOON = new Date('2026-11-21T12:00:00.250Z').getTime();

let actor: Actor;
beforeAll(async () => {
  actor = await newActor();
});

const running: TestVerifier[] = [];
beforeEach(() => {
  stopClock(NOON);
});
afterEach(async () => {
  restoreClock();
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

async function verifier(mode: Mode): Promise<TestVerifier> {
  const started = await startVerifier(mode === 'exact' ? { limiter: exactLimiter } : {});
  running.push(started);
  return started;
}

const MODES = ['local', 'exact'] as const;
type Mode = (typeof MODES)[number];

const limited = (limit: number, period: RatePeriod) =>
  newKey(actor, { rate: { limit: String(limit), period } });
const present = ({ key, secret }: Reveal) => ({ key, secret });

/** The codes of so many requests, one after the other. */
async function codes({ verify }: TestVerifier, body: object, times: number): Promise<string[]> {
  const said: string[] = [];
  for (let i = 0; i < times; i++) said.push((await verify(body)).code);
  return said;
}

describe.each(MODES)('counted %s', (mode) => {
  test.each<[RatePeriod, number, number]>([
    ['second', 750, 1],
    ['minute', 59_750, 60],
    ['day', 43_199_750, 43_200],
  ])('a limit per %s holds until the next one begins', async (period, leftMs, waitSeconds) => {
    const asked = await verifier(mode);
    const key = await limited(2, period);
    expect(await codes(asked, present(key), 2)).toEqual(['VALID', 'VALID']);
    const refused = await asked.verify(present(key));
    expect(refused).toMatchObject({ valid: false, code: 'RATE_LIMITED', retryAfterSeconds: waitSeconds });
    vi.setSystemTime(NOON + leftMs - 1);
    expect(await asked.verify(present(key))).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 });
    vi.setSystemTime(NOON + leftMs);
    expect(await codes(asked, present(key), 3)).toEqual(['VALID', 'VALID', 'RATE_LIMITED']);
  });

  test('a refusal counts against no limit, and comes before it', async () => {
    const asked = await verifier(mode);
    const key = await limited(1, 'minute');
    const foreign = { ...present(key), permission: 'mapper' };
    const wrong = { ...present(key), secret: (await newKey(actor)).secret };
    expect(await codes(asked, foreign, 3)).toEqual(Array(3).fill('INSUFFICIENT_PERMISSIONS'));
    expect(await codes(asked, wrong, 3)).toEqual(Array(3).fill('NOT_FOUND'));
    expect(await codes(asked, present(key), 3)).toEqual(['VALID', 'RATE_LIMITED', 'RATE_LIMITED']);
    expect(await codes(asked, foreign, 1)).toEqual(['INSUFFICIENT_PERMISSIONS']);
    // However often it was refused, the next span begins with nothing counted.
    vi.setSystemTime(NOON + 60_000);
    expect(await codes(asked, present(key), 2)).toEqual(['VALID', 'RATE_LIMITED']);
  });

  test('fifty concurrent requests do not exceed a limit of twenty', async () => {
    const asked = await verifier(mode);
    const key = await limited(20, 'day');
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => asked.verify(present(key))));
    expect(verdicts.filter(({ valid }) => valid)).toHaveLength(20);
  });

  test('each key has its own, and one without is not counted', async () => {
    const asked = await verifier(mode);
    const [first, second, free] = [await limited(1, 'day'), await limited(1, 'day'), await newKey(actor)];
    expect(await codes(asked, present(first), 2)).toEqual(['VALID', 'RATE_LIMITED']);
    expect(await codes(asked, present(second), 2)).toEqual(['VALID', 'RATE_LIMITED']);
    expect(await codes(asked, present(free), 5)).toEqual(Array(5).fill('VALID'));
  });

  test('an edit holds from the next request', async () => {
    const asked = await verifier(mode);
    const key = await limited(1, 'day');
    const change = async (limit: string) => {
      const form = await editForm(actor, key.id, { rate: { limit, period: 'day' } });
      expect(await editKey(actor, form)).toMatchObject({ ok: true });
    };
    expect(await codes(asked, present(key), 2)).toEqual(['VALID', 'RATE_LIMITED']);
    await change('3');
    expect(await codes(asked, present(key), 3)).toEqual(['VALID', 'VALID', 'RATE_LIMITED']);
    await change('');
    expect(await codes(asked, present(key), 3)).toEqual(['VALID', 'VALID', 'VALID']);
  });
});

describe('two verifiers', () => {
  test.each<[Mode, string]>([
    ['exact', 'RATE_LIMITED'],
    ['local', 'VALID'],
  ])('%s: when one has let the whole limit through, the other says %s', async (mode, code) => {
    const [first, second] = [await verifier(mode), await verifier(mode)];
    const key = await limited(2, 'day');
    expect(await codes(first, present(key), 3)).toEqual(['VALID', 'VALID', 'RATE_LIMITED']);
    expect(await codes(second, present(key), 1)).toEqual([code]);
  });

  test('exact: concurrently, they allow the limit between them', async () => {
    const both = [await verifier('exact'), await verifier('exact')];
    const key = await limited(20, 'day');
    const asking = both.flatMap(({ verify }) => Array.from({ length: 25 }, () => verify(present(key))));
    expect((await Promise.all(asking)).filter(({ valid }) => valid)).toHaveLength(20);
  });
});

test('local counting asks no database, exact counting once for a limited key', async () => {
  const [local, exact] = [await verifier('local'), await verifier('exact')];
  const key = await limited(100, 'day');
  await Promise.all([local.verify(present(key)), exact.verify(present(key))]);
  const before = [local.asked(), exact.asked()];
  await Promise.all([codes(local, present(key), 5), codes(exact, present(key), 5)]);
  expect([local.asked(), exact.asked()]).toEqual([before[0], (before[1] ?? 0) + 5]);
});

test('a deleted key leaves no count behind', async () => {
  const asked = await verifier('exact');
  const key = await limited(5, 'day');
  await asked.verify(present(key));
  const counts = () => prisma(database()).$queryRaw<unknown[]>`
    select 1 from rate_window where api_key_id = ${key.id}::uuid`;
  expect(await counts()).toHaveLength(1);
  await prisma(database()).apiKey.delete({ where: { id: key.id } });
  expect(await counts()).toHaveLength(0);
});
