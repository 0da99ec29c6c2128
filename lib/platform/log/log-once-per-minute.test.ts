import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseNetworks } from '@/lib/platform/network/address';
import { warnOfUntrustedProxy } from '@/lib/platform/network/client-address';
import { logErrorOncePerMinute, warnOncePerMinute } from './log-once-per-minute';

const { said } = vi.hoisted(() => ({ said: [] as Record<string, unknown>[] }));
vi.mock('./log', async (original) => {
  const { createLog } = await original<typeof import('./log')>();
  return { log: createLog({ write: (line) => void said.push(JSON.parse(line)) }) };
});

beforeEach(() => {
  said.length = 0;
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['a warning', warnOncePerMinute, 40],
  ['an error', logErrorOncePerMinute, 50],
])('%s of one kind is written once a minute, with the number of those left out', (kind, say, level) => {
  for (let i = 0; i < 3; i++) say(kind, { peer: `peer ${i}` }, 'Said');
  vi.advanceTimersByTime(59_999);
  say(kind, {}, 'Said');
  expect(said).toMatchObject([{ level, peer: 'peer 0', msg: 'Said' }]);
  expect(said[0]).not.toHaveProperty('suppressed');
  vi.advanceTimersByTime(1);
  say(kind, {}, 'Said');
  expect(said).toMatchObject([{}, { level, suppressed: 3 }]);
});

test('an X-Forwarded-For from an untrusted address is logged', () => {
  const trusted = parseNetworks(['10.0.0.0/8']);
  warnOfUntrustedProxy('203.0.113.7', undefined, trusted);
  warnOfUntrustedProxy('10.0.0.1', '198.51.100.1', trusted);
  expect(said).toEqual([]);
  for (let i = 0; i < 3; i++) warnOfUntrustedProxy('203.0.113.7', '198.51.100.1', trusted);
  expect(said).toMatchObject([{ peer: '203.0.113.7', msg: expect.stringContaining('TRUSTED_PROXIES') }]);
});

// Last, since the kinds that it fills up are this process's.
test('each kind is written, and what is one too many shares a line with the like', () => {
  for (let i = 0; i < 2_000; i++) warnOncePerMinute(`made of foreign text ${i}`, {}, 'Said');
  expect(said.length).toBeGreaterThan(400);
  expect(said.length).toBeLessThanOrEqual(501);
});
