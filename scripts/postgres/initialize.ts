import { chownSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../bootstrap/run-command.mjs';
import { privateDirectory, type ServerLocation } from './location';
import { runInitdb } from './run-as-server';
import { StartError } from './start-error';

const DRAFT = '.postgres-new-';

export function isInitialized({ data }: ServerLocation): boolean {
  return existsSync(data);
}

/**
 * Creates the data directory: elsewhere first, moved when it is complete, so that a killed start leaves none
 * half-finished.
 */
export async function initialize(location: ServerLocation, durable: boolean): Promise<void> {
  for (const name of readdirSync(location.home)) {
    if (name.startsWith(DRAFT)) rmSync(join(location.home, name), { recursive: true, force: true });
  }
  const draft = privateDirectory(location, DRAFT);
  const passwordFile = join(draft, 'password');
  writeFileSync(passwordFile, `${location.state.superuserPassword}\n`, { mode: 0o600 });
  if (location.user) chownSync(passwordFile, location.user.uid, location.user.gid);
  try {
    await runInitdb(location, [
      `--pgdata=${join(draft, 'data')}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      // The order that people expect of names, whatever their language, and "Key 2" before "Key 10".
      '--locale-provider=icu',
      '--icu-locale=und-u-kn-true',
      ...(durable ? [] : ['--no-sync']),
    ]);
    renameSync(join(draft, 'data'), location.data);
  } catch (error) {
    throw error instanceof CommandError ? new StartError(wordsFor(error.message)) : error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Containers often run as a user id without a name in /etc/passwd, which PostgreSQL refuses. */
function wordsFor(message: string): string {
  return /could not look up effective user ID/.test(message)
    ? `PostgreSQL needs a user with a name: add one for user ID ${process.getuid?.()} to /etc/passwd, or set DATABASE_URL.`
    : `PostgreSQL could not be set up.\n${message}`;
}
