import DataLoader from 'dataloader';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBatchSlots } from './batch-slots';

/** Batches that end when they are told to. */
function loaderOf(maxRunning: number, maxWaitMs: number) {
  const batches: { keys: readonly number[]; end(): void }[] = [];
  const slots = createBatchSlots(maxRunning, maxWaitMs);
  const read = (keys: readonly number[]) =>
    slots.use(
      () => new Promise<readonly number[]>((resolve) => batches.push({ keys, end: () => resolve(keys) })),
    );
  const loader = new DataLoader(read, { cache: false, batchScheduleFn: slots.schedule });
  const sizes = () => batches.map(({ keys }) => keys.length);
  return { loader, batches, sizes };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('what comes while all slots are taken is read together once one is free', async () => {
  const { loader, batches, sizes } = loaderOf(2, 1_000);
  const loads: Promise<number>[] = [];
  for (let i = 0; i < 50; i++) {
    loads.push(loader.load(i));
    await turn();
  }
  expect(sizes()).toEqual([1, 1]);
  batches[0]?.end();
  await turn();
  expect(sizes()).toEqual([1, 1, 48]);
  for (const { end } of batches) end();
  expect(await Promise.all(loads)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

test('nobody waits for longer than they may, and a slot that is free again is used', async () => {
  const { loader, batches, sizes } = loaderOf(1, 1_000);
  const first = loader.load(1);
  await turn();
  const second = loader.load(2);
  second.catch(() => undefined);
  await turn();
  vi.advanceTimersByTime(1_000);
  await expect(second).rejects.toThrow('too slow');
  batches[0]?.end();
  expect(await first).toBe(1);
  const third = loader.load(3);
  await turn();
  expect(sizes()).toEqual([1, 1]);
  batches[1]?.end();
  expect(await third).toBe(3);
});
