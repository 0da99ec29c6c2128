import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '@/scripts/postgres/free-port';

const PATH = `${process.env.PATH}:/usr/local/sbin:/usr/sbin`;
/** PgBouncer refuses to run as root. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/** PgBouncer in transaction mode in front of a database: it passes the server's connections from client to client. */
export async function startPgbouncer(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const target = new URL(databaseUrl);
  const database = target.pathname.slice(1);
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'keyport-pgbouncer-'));
  chmodSync(home, 0o755);
  const file = (name: string, text: string) => {
    writeFileSync(join(home, name), text, { mode: 0o644 });
    return join(home, name);
  };
  const users = file('users.txt', `"${target.username}" "${decodeURIComponent(target.password)}"\n`);
  const settings = file(
    'pgbouncer.ini',
    `[databases]
${database} = host=${target.hostname} port=${target.port} dbname=${database}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
auth_type = plain
auth_file = ${users}
pool_mode = transaction
ignore_startup_parameters = options,extra_float_digits
unix_socket_dir =
`,
  );
  const child = spawn('pgbouncer', [settings], {
    cwd: '/',
    env: { NODE_ENV: 'test', PATH },
    stdio: 'ignore',
    ...(process.getuid?.() === 0 ? NOBODY : {}),
  });
  child.on('error', () => undefined);
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  await untilItAnswers(url.href, child);
  return {
    url: url.href,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  for (let left = 100; left > 0; left--) {
    const client = new pg.Client(url);
    client.on('error', () => undefined);
    const answers = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (answers) return;
    if (child.pid === undefined) break;
    await delay(50);
  }
  throw new Error('PgBouncer does not answer. The test needs the package pgbouncer.');
}
