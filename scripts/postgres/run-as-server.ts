import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runCommand } from '../bootstrap/run-command.mjs';
import type { ServerLocation } from './location';

/** Without Keyport's own environment, which contains the root secret. */
const ENVIRONMENT: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** Runs `initdb` as the server's user, and rejects with what it printed if it fails. */
export function runInitdb({ binaries, user, home }: ServerLocation, args: string[]): Promise<string> {
  return runCommand(join(binaries, 'bin/initdb'), args, { env: ENVIRONMENT, cwd: home, ...user });
}

/** Runs `pg_ctl` on the data directory as the server's user; what it and the server print goes to `output`. */
export async function runPgCtl(
  { binaries, user, data }: ServerLocation,
  args: string[],
  output: number | 'ignore' = 'ignore',
): Promise<boolean> {
  const child = spawn(join(binaries, 'bin/pg_ctl'), [...args, '--silent', `--pgdata=${data}`], {
    ...user,
    env: ENVIRONMENT,
    cwd: '/',
    stdio: ['ignore', output, output],
  });
  const [code] = await once(child, 'exit');
  return code === 0;
}
