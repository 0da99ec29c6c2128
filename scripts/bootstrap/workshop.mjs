import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { acquireLock } from './lock.mjs';
import { say } from './say.mjs';

const DIRECTORY = '.keyport';
const PATIENCE_MS = 1_200_000;

/**
 * Does what changes this clone (installing, generating, building), one command at a time. `isDone` is asked before
 * and once more when it is our turn, since the one before us may have done it.
 *
 * @param {() => Promise<boolean>} isDone
 * @param {(tether: { workshop: string }) => Promise<void>} work its commands are run with this tether
 */
export async function inWorkshop(isDone, work) {
  if (await isDone()) return;
  mkdirSync(DIRECTORY, { recursive: true });
  let told = false;
  const lock = await acquireLock(DIRECTORY, 'workshop', ({ pid }) => {
    if (!told) say(`  … Another command is installing or building here (process ${pid}); waiting for it`);
    told = true;
    return PATIENCE_MS;
  });
  if ('holder' in lock) throw new Error(`Process ${lock.holder.pid} does not finish installing or building.`);
  try {
    if (!(await isDone())) await work({ workshop: resolve(DIRECTORY) });
  } finally {
    lock.release();
  }
}
