import { closeSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identityOf } from './process-identity.mjs';

/** @typedef {{ role: string, pid: number }} Holder */

const RETRY_MS = 60;
const MIN_PATIENCE_MS = 400;

/**
 * One process at a time in `directory`. Each that wants in puts down a file whose name says who it is, then looks
 * for others: who sees a living one steps back. The names are never used twice, so that whatever a killed process
 * left can be swept away by anyone, and nothing blocks a later start.
 *
 * @param {string} directory
 * @param {string} role what the holder is doing, for the others to read
 * @param {(holder: Holder) => number} [patienceMs] how long to wait for this holder, in all
 * @returns {Promise<{ release: () => void } | { holder: Holder }>}
 */
export async function acquireLock(directory, role, patienceMs = () => 0) {
  const beginning = performance.now();
  for (;;) {
    const own = lockName(role);
    closeSync(openSync(join(directory, own), 'w', 0o600));
    const release = () => {
      process.off('exit', release);
      rmSync(join(directory, own), { force: true });
    };
    const holder = livingOther(directory, own);
    if (!holder) {
      process.once('exit', release);
      return { release };
    }
    release();
    const waited = performance.now() - beginning;
    // Two that came at the same moment both stepped back: a few tries at different times settle it.
    if (waited > Math.max(MIN_PATIENCE_MS, patienceMs(holder))) return { holder };
    await delay(RETRY_MS * (0.5 + Math.random()));
  }
}

/** @param {string} role */
export function lockName(role) {
  return `lock.${role}.${process.pid}.${identityOf(process.pid)}`;
}

/**
 * @param {string} directory
 * @param {string} own
 * @returns {Holder | undefined}
 */
function livingOther(directory, own) {
  /** @type {Holder | undefined} */
  let holder;
  for (const name of readdirSync(directory)) {
    const [, role, pid, identity] = /^lock\.([a-z]+)\.(\d+)\.(\S+)$/.exec(name) ?? [];
    if (name === own || role === undefined) continue;
    if (identityOf(Number(pid)) === identity) holder = { role, pid: Number(pid) };
    else rmSync(join(directory, name), { force: true });
  }
  return holder;
}
