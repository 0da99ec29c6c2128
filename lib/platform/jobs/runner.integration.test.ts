import { beforeEach, describe, expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import type { JobContext } from './define';
import { LEASE_MS } from './job-store';
import { JobRunner } from './runner';

const HOUR_MS = 3_600_000;
const start = new Date('2026-11-21T12:00:00.000Z');

let now = start;
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
beforeEach(async () => {
  now = start;
  await prisma(database()).job.deleteMany();
});

type Run = (context: JobContext) => Promise<number>;

/** A portal's runner, with one job. */
function portal(run: Run) {
  const seen: string[] = [];
  const runner = new JobRunner([{ name: 'count', everyMs: HOUR_MS, run }], {
    now: () => now,
    observer: {
      onRun: (_name, succeeded) => seen.push(succeeded ? 'succeeded' : 'failed'),
      onLastSuccess: (_name, at) => seen.push(`last success ${at.toISOString()}`),
    },
  });
  return { runner, seen };
}

/** A run that stays under way until it is let go. */
function heldRun(after: Run = async () => 1) {
  let letGo = () => {};
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const run: Run = async (context) => {
    begin();
    await gate;
    return after(context);
  };
  return { run, begun, letGo };
}

const runs = () => prisma(database()).jobRun.findMany({ orderBy: { startedAt: 'asc' } });
const row = () => prisma(database()).job.findUniqueOrThrow({ where: { name: 'count' } });
const mark = (error: string) => (context: JobContext) =>
  context.write((db) =>
    prisma(db).jobRun.create({
      data: {
        jobName: 'count',
        startedAt: now,
        endedAt: now,
        outcome: 'succeeded',
        processed: 0,
        error,
      },
    }),
  );

describe('a job', () => {
  test('runs when it is due, not before, and is recorded if it did something', async () => {
    let ran = 0;
    const { runner, seen } = portal(async () => {
      ran += 1;
      return ran === 1 ? 3 : 0;
    });
    await runner.runDue();
    await runner.runDue();
    later(HOUR_MS - 1);
    await runner.runDue();
    expect(ran).toBe(1);
    expect(await runs()).toMatchObject([{ outcome: 'succeeded', processed: 3, startedAt: start }]);
    expect(seen).toContain(`last success ${start.toISOString()}`);
    later(1);
    await runner.runDue();
    expect(ran).toBe(2);
    expect(await runs()).toHaveLength(1);
    expect((await row()).lastSuccessAt).toEqual(now);
  });

  test('that fails is reported, and tried again within a minute', async () => {
    let ran = 0;
    const { runner, seen } = portal(async () => {
      ran += 1;
      if (ran === 1) throw new Error('the mail server is away');
      return 1;
    });
    await runner.runDue();
    expect(seen).toEqual(['failed']);
    expect(await runs()).toMatchObject([{ outcome: 'failed', error: 'Error: the mail server is away' }]);
    expect((await row()).lastSuccessAt).toBeNull();
    later(60_000);
    await runner.runDue();
    expect(await runs()).toMatchObject([{ outcome: 'failed' }, { outcome: 'succeeded' }]);
  });

  test('runs before it is due if something waits, and not again while nothing does', async () => {
    let waiting = 0;
    let ran = 0;
    const run: Run = async () => {
      ran += 1;
      waiting = 0;
      return 1;
    };
    const job = { name: 'count', everyMs: HOUR_MS, isWaiting: async () => waiting > 0, run };
    const runner = new JobRunner([job], { now: () => now });
    await runner.runDue();
    await runner.runDue();
    expect(ran).toBe(1);
    waiting = 1;
    await runner.runDue();
    await runner.runDue();
    expect(ran).toBe(2);
    later(HOUR_MS);
    await runner.runDue();
    expect(ran).toBe(3);
  });

  test('is not held up by a time that a wrong clock wrote', async () => {
    await prisma(database()).job.create({ data: { name: 'count', dueAt: new Date('2099-01-01') } });
    const { runner } = portal(async () => 1);
    await runner.runDue();
    expect(await runs()).toHaveLength(1);
  });
});

describe('two portals', () => {
  test('never run a job at the same time', async () => {
    let under = 0;
    let most = 0;
    const work: Run = async (context) => {
      under += 1;
      most = Math.max(most, under);
      for (let i = 0; i < 5; i++) await mark('at work')(context);
      under -= 1;
      return 1;
    };
    const portals = Array.from({ length: 4 }, () => portal(work).runner);
    for (let round = 0; round < 5; round++) {
      await Promise.all(portals.map((runner) => runner.runDue()));
      later(HOUR_MS);
    }
    expect(most).toBe(1);
    expect((await runs()).filter(({ processed }) => processed === 1)).toHaveLength(5);
  });

  test('a portal that dies loses its lease, not before the lease ends', async () => {
    const dead = heldRun();
    const first = portal(dead.run).runner;
    void first.runDue();
    await dead.begun;
    const second = portal(async () => 2);
    later(LEASE_MS - 1);
    await second.runner.runDue();
    expect(second.seen).toEqual([]);
    later(1);
    await second.runner.runDue();
    expect(await runs()).toMatchObject([{ outcome: 'abandoned' }, { outcome: 'succeeded', processed: 2 }]);
    dead.letGo();
    await first.stop();
  });

  test('a paused holder that lost its lease writes nothing more, not even its end', async () => {
    const paused = heldRun(async (context) => {
      await mark('written too late')(context);
      return 1;
    });
    const first = portal(paused.run);
    const ended = first.runner.runDue();
    await paused.begun;
    later(LEASE_MS);
    await portal(async () => 2).runner.runDue();
    const { fence, dueAt } = await row();
    paused.letGo();
    await ended;
    expect(first.seen).toEqual(['failed']);
    expect((await runs()).map(({ error }) => error)).not.toContain('written too late');
    expect(await row()).toMatchObject({ fence, dueAt, holder: null });
  });

  test('a holder that was paused continues if nobody took over', async () => {
    const paused = heldRun(async (context) => {
      await mark('written in time')(context);
      return 1;
    });
    const { runner } = portal(paused.run);
    const ended = runner.runDue();
    await paused.begun;
    later(10 * LEASE_MS);
    paused.letGo();
    await ended;
    expect((await runs()).map(({ error }) => error)).toContain('written in time');
  });
});

test('stopping waits for the write under way, tells the job, and gives the lease back', async () => {
  const held = heldRun(async ({ signal }) => {
    expect(signal.aborted).toBe(true);
    return 1;
  });
  const { runner } = portal(held.run);
  void runner.runDue();
  await held.begun;
  const stopped = runner.stop();
  held.letGo();
  await stopped;
  expect(await row()).toMatchObject({ holder: null, leaseUntil: null });
});
