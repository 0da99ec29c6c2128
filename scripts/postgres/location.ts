import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packagedBinaries } from './binaries';
import { canEnter, canRun, type ServerUser, serverUser } from './server-user';
import { StartError } from './start-error';
import { newId, newState, readState, type State, writeState } from './state';

/** For root, when neither the program nor the data can stay in a home directory that the server's user can't enter. */
const SHARED = '/var/lib/keyport';

export type ServerLocation = {
  binaries: string;
  /** Where the data directory is, and where a new one is prepared. */
  home: string;
  data: string;
  user: ServerUser;
  state: State;
};

/** Decides once where the data lives, and remembers it: a later start never makes a second, empty database. */
export function findLocation(dataDir: string): ServerLocation {
  const known = readState(dataDir);
  const user = serverUser(join(known?.home ?? dataDir, 'postgres'));
  const state = known ?? chooseLocation(dataDir, user);
  const home = state.home ?? dataDir;
  if (known && user && existsSync(home) && !canEnter(user, home)) {
    throw new StartError(`PostgreSQL's user can't enter ${home}: give every directory above it mode o+x.`);
  }
  return { binaries: reachableBinaries(user), home, data: join(home, 'postgres'), user, state };
}

function chooseLocation(dataDir: string, user: ServerUser): State {
  const id = newId();
  const home = canEnter(user, dataDir) ? null : join(SHARED, id);
  if (home) mkdirSync(home, { recursive: true, mode: 0o711 });
  const state = newState(home, id);
  writeState(dataDir, state);
  return state;
}

function reachableBinaries(user: ServerUser): string {
  const { directory, version } = packagedBinaries();
  if (!user || canRun(user, join(directory, 'bin/postgres'))) return directory;
  const copy = join(SHARED, 'binaries', version);
  if (existsSync(copy)) return copy;
  mkdirSync(join(SHARED, 'binaries'), { recursive: true, mode: 0o711 });
  const draft = mkdtempSync(join(SHARED, 'binaries', '.new-'));
  try {
    cpSync(directory, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    renameSync(join(draft, 'native'), copy);
  } catch (error) {
    // Another start has created it meanwhile.
    if (!existsSync(copy)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return copy;
}

/** A new directory in the server's home, which only its user can enter. */
export function privateDirectory({ home, user }: ServerLocation, prefix: string): string {
  const directory = mkdtempSync(join(home, prefix));
  if (user) chownSync(directory, user.uid, user.gid);
  return directory;
}
