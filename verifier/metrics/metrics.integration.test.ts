import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';
import { DurationHistogram } from './duration-histogram';

let verifier: TestVerifier;
beforeAll(async () => {
  verifier = await startVerifier();
});
afterAll(() => verifier.stop());

/** The value of each line, by what stands before it. */
async function scrape(): Promise<Map<string, number>> {
  const text = await (await fetch(`${verifier.url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

test('verdicts by code, duration and surface are exported', async () => {
  const { key, secret } = await newKey(await newActor());
  const { secret: wrong } = await newKey(await newActor());
  const ask = (body: object) => verifier.verify(body);
  for (let i = 0; i < 3; i++) await ask({ key, secret });
  await ask({ key, secret: wrong });
  await ask({ key: 'garbage' });

  const metrics = await scrape();
  const total = (code: string) =>
    metrics.get(`keyport_verify_requests_total{code="${code}",surface="verify"}`);
  expect([total('VALID'), total('NOT_FOUND')]).toEqual([3, 2]);
  expect(metrics.get('keyport_verify_duration_seconds_count')).toBe(5);
  expect(metrics.get('keyport_verify_duration_seconds_bucket{le="+Inf"}')).toBe(5);
  expect(metrics.get('keyport_verify_duration_seconds_sum')).toBeGreaterThan(0);
  expect(metrics.get('keyport_directory_hits_total')).toBe(3);
  expect(metrics.get('keyport_directory_misses_total')).toBe(1);
  expect(metrics.get('keyport_directory_credentials')).toBe(1);
  expect(metrics.get('keyport_feed_silence_seconds')).toBeLessThan(2);
  expect([metrics.get('keyport_feed_trusted'), metrics.get('keyport_feed_trust_losses_total')]).toEqual([
    1, 0,
  ]);
  expect(Math.abs(metrics.get('keyport_clock_skew_seconds') ?? Number.NaN)).toBeLessThan(1);
  expect([...metrics.keys()].filter((name) => name.includes(key))).toEqual([]);
});

test('a bucket holds what is at most its bound, and those before it', async () => {
  const durations = new DurationHistogram('d', 'Durations', [0.001, 0.01]);
  for (const seconds of [0.0005, 0.001, 0.002, 5]) durations.observe(seconds);
  const { values } = await durations.get();
  expect(values.map(({ metricName, labels, value }) => [metricName, labels.le, value])).toEqual([
    ['d_bucket', 0.001, 2],
    ['d_bucket', 0.01, 3],
    ['d_bucket', '+Inf', 4],
    ['d_sum', undefined, 5.0035],
    ['d_count', undefined, 4],
  ]);
});
