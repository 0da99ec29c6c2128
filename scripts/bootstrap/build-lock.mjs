import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { acquireLock } from './lock.mjs';
import { print } from './print.mjs';

const DIRECTORY = '.keyport';
const MAX_WAIT_MS = 1_200_000;

/**
 * Runs `work`, which changes this clone (installing, generating, building), in one process at a time. `isDone` is checked
 * before waiting for the lock and again once it is held, since the previous holder may have done the work.
 *
 * @param {() => Promise<boolean>} isDone
 * @param {(exitWithParent: { buildLockDir: string }) => Promise<void>} work runs its commands with this option
 */
export async function withBuildLock(isDone, work) {
  if (await isDone()) return;
  mkdirSync(DIRECTORY, { recursive: true });
  let printed = false;
  const lock = await acquireLock(DIRECTORY, 'build', ({ pid }) => {
    if (!printed)
      print(`  … Another command is installing or building here (process ${pid}); waiting for it`);
    printed = true;
    return MAX_WAIT_MS;
  });
  if ('holder' in lock) throw new Error(`Process ${lock.holder.pid} does not finish installing or building.`);
  try {
    if (!(await isDone())) await work({ buildLockDir: resolve(DIRECTORY) });
  } finally {
    lock.release();
  }
}
