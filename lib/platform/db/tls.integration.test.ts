import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTemporaryCluster, type TemporaryCluster } from '@/scripts/postgres/temporary';
import { makeCertificate } from '@/test/certificate';
import { migrate } from './migrate';
import { newClient, SESSIONS, type SessionKind } from './session';

let cluster: TemporaryCluster;
let directory: string;

/** A server that takes TLS only, with a certificate for `localhost` that no public authority has signed. */
beforeAll(async () => {
  cluster = await startTemporaryCluster();
  directory = mkdtempSync(join(tmpdir(), 'keyport-tls-'));
  const { certificate, key } = makeCertificate('localhost');
  const { uid, gid } = statSync(cluster.data);
  for (const [name, text] of Object.entries({ 'server.key': key, 'server.crt': certificate })) {
    const file = join(cluster.data, name);
    writeFileSync(file, text, { mode: 0o600 });
    chownSync(file, uid, gid);
  }
  writeFileSync(join(directory, 'ca.pem'), certificate);
  const client = new pg.Client(cluster.superuserUrl('postgres'));
  await client.connect();
  await client.query('alter system set ssl = on');
  await client.query('select pg_reload_conf()');
  await client.end();
});
afterAll(async () => {
  await cluster?.remove();
  rmSync(directory, { recursive: true, force: true });
});

function address(host: string, parameters: string): string {
  const url = new URL(cluster.url);
  url.hostname = host;
  return `${url.href}?${parameters}`;
}
const authority = () => `sslrootcert=${join(directory, 'ca.pem')}`;

it.each(['require', 'verify-ca', 'verify-full'])(
  'sslmode=%s takes a server whose authority is named',
  async (mode) => {
    for (const kind of Object.keys(SESSIONS) as SessionKind[]) {
      const client = newClient(kind, address('localhost', `sslmode=${mode}&${authority()}`));
      await client.connect();
      const { rows } = await client.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
      expect(rows).toEqual([{ ssl: true }]);
      await client.end();
    }
  },
);

it.each(['require', 'verify-ca', 'verify-full'])(
  'sslmode=%s refuses an authority that is not known, and says how to name it, in one line',
  (mode) =>
    expect(migrate(address('localhost', `sslmode=${mode}`))).rejects.toThrow(
      /^The database of DATABASE_URL can't be used: [^\n]*certificate[^\n]*sslrootcert=[^\n]*NODE_EXTRA_CA_CERTS\.$/,
    ),
);

it('a certificate for another name is refused, in one line', () =>
  expect(migrate(address('127.0.0.1', `sslmode=verify-full&${authority()}`))).rejects.toThrow(
    /^The database of DATABASE_URL can't be used: [^\n]+$/,
  ));

it('sslmode=no-verify checks nothing', async () => {
  const client = newClient('portal', address('127.0.0.1', 'sslmode=no-verify'));
  await client.connect();
  await client.end();
});
