import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { StartError } from './start-error';

/** The user that the server runs as; undefined for the user who starts it. */
export type ServerUser = { uid: number; gid: number } | undefined;

const NAME = 'postgres';
const ENVIRONMENT: NodeJS.ProcessEnv = { NODE_ENV: 'production', PATH: '/usr/bin:/bin' };

/** PostgreSQL refuses to run as root, so root runs it as the owner of its data, or as the user `postgres`. */
export function serverUser(dataDirectory: string): ServerUser {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataDirectory, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return lookUp() ?? create();
}

function lookUp(): ServerUser {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, NAME], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function create(): ServerUser {
  const args = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell'];
  const made = spawnSync('useradd', [...args, '/usr/sbin/nologin', NAME], { encoding: 'utf8' });
  const user = lookUp();
  if (user) return user;
  throw new StartError(
    `PostgreSQL does not run as root, and a user "${NAME}" could not be made (${made.stderr?.trim() || made.error?.message}): start Keyport as an ordinary user.`,
  );
}

/** Whether that user can run this program, for which they must be able to enter every directory above it. */
export function canRun(user: ServerUser, program: string): boolean {
  return (
    spawnSync(program, ['--version'], { ...user, env: ENVIRONMENT, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

/** Whether that user can enter this directory. */
export function canEnter(user: ServerUser, directory: string): boolean {
  const args = ['-c', 'cd "$1"', 'sh', directory];
  return spawnSync('/bin/sh', args, { ...user, env: ENVIRONMENT, cwd: '/', stdio: 'ignore' }).status === 0;
}
