import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { acquireLock } from './lock.mjs';
import { printError } from './print.mjs';

/** A command that looks something up is over soon; a portal that runs is not. */
const PATIENCE_MS = 60_000;

/**
 * The data directory belongs to one command at a time. Taken before anything is installed, so that a second start
 * can't disturb the first one at any point.
 *
 * @param {string} role
 */
export async function lockDataDir(role) {
  const dataDir = ensureDataDir();
  const lock = await acquireLock(dataDir, role, patience);
  if ('release' in lock) return true;
  printError(
    `Keyport already runs on ${dataDir} (process ${lock.holder.pid}): stop it, or set another DATA_DIR.`,
  );
  return false;
}

/** @param {import('./lock.mjs').Holder} holder */
export function patience(holder) {
  return holder.role === 'admin' ? PATIENCE_MS : 0;
}

/** For root, PostgreSQL runs as another user, who has to pass through. The files are for their owner alone. */
export function ensureDataDir() {
  const dataDir = resolve(process.env.DATA_DIR?.trim() || './.data');
  if (!existsSync(dataDir))
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  return dataDir;
}
