import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { run } from '../bootstrap/run.mjs';
import type { Place } from './place';

/** None of Keyport's own environment, which holds the root secret. */
const ENVIRONMENT: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

export function runAsServer(
  { binaries, user, home }: Place,
  program: 'initdb',
  args: string[],
): Promise<string> {
  return run(join(binaries, 'bin', program), args, { env: ENVIRONMENT, cwd: home, ...user });
}

/** In a process group of its own: Ctrl-C at the terminal would end it before the portal has finished. */
export function spawnServer({ binaries, user, data }: Place, args: string[], logFile: number): ChildProcess {
  return spawn(join(binaries, 'bin/postgres'), ['-D', data, ...args], {
    ...user,
    env: ENVIRONMENT,
    cwd: '/',
    detached: true,
    stdio: ['ignore', logFile, logFile],
  });
}
