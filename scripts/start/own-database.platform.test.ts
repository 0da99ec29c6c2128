import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Installation } from '@/test/installation';
import { startTemporaryCluster, type TemporaryCluster } from '../postgres/temporary';

const PASSWORD = 'correct horse battery staple';

let cluster: TemporaryCluster;
let installation: Installation;

async function asSuperuser(database: string, ...statements: string[]) {
  const client = new pg.Client(cluster.superuserUrl(database));
  await client.connect();
  const results = [];
  for (const statement of statements) results.push(await client.query(statement));
  await client.end();
  return results;
}

beforeAll(async () => {
  cluster = await startTemporaryCluster();
  await asSuperuser(
    'postgres',
    `create role company login password 'company' connection limit 12`,
    'create database company owner company',
    `alter role company set timezone = 'America/New_York'`,
    'alter role company set default_transaction_isolation = serializable',
    'alter role company set default_transaction_read_only = on',
    `alter role company set idle_session_timeout = '2s'`,
  );
  await asSuperuser('company', 'create schema company authorization company');
  const url = new URL(cluster.url);
  Object.assign(url, { username: 'company', password: 'company', pathname: 'company' });
  installation = await Installation.make({
    DATABASE_URL: url.href,
    KEYPORT_SECRET: 'r'.repeat(40),
  });
  await installation.start();
});
afterAll(async () => {
  await installation?.remove();
  await cluster?.remove();
});

describe('a role of its own, with few connections, a schema named as itself, and defaults of its own:', () => {
  it('everything is in the schema public', async () => {
    const [tables] = await asSuperuser(
      'company',
      `select distinct schemaname from pg_tables where schemaname in ('public', 'company')`,
    );
    expect(tables?.rows).toEqual([{ schemaname: 'public' }]);
  });

  it('the command line works beside it', () => {
    const args = ['--organization', 'Acme', '--email', 'admin@example.com', '--password-stdin'];
    const made = JSON.parse(installation.admin(['create-account', ...args], `${PASSWORD}\n`));
    expect(made).toMatchObject({ organizationId: expect.any(String) });
  });

  it('a surplus of requests waits, and nothing fails or is called unready', async () => {
    const page = () => fetch(`http://127.0.0.1:${installation.portalPort}/sign-in`);
    const ready = (port: number) => fetch(`http://127.0.0.1:${port}/readyz`);
    // Well-formed, so that each is looked up.
    Object.assign(process.env, installation.settings);
    const { newIdentifier, newSecret } = await import('@/lib/access/credentials/token');
    const verify = () =>
      fetch(`http://127.0.0.1:${installation.verifierPort}/v1/verify`, {
        method: 'POST',
        body: JSON.stringify({ key: newIdentifier('production'), secret: newSecret('production') }),
      });
    const asked = [
      ...Array.from({ length: 60 }, page),
      ...Array.from({ length: 250 }, verify),
      ...Array.from({ length: 10 }, () => ready(installation.portalPort)),
      ...Array.from({ length: 10 }, () => ready(installation.verifierPort)),
    ];
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
  });

  it('a start stops in one line where data was loaded on top of what was set up', async () => {
    await installation.stop();
    await asSuperuser('company', 'update public.audit_head set count = 0');
    await expect(installation.start()).rejects.toThrow(/^The database was restored in part: [^\n]+\n$/m);
    expect(installation.output).not.toMatch(/^ +at /m);
  });
});
