import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { rollKey } from '@/lib/access/keys/roll-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { parseHead, verifyAudit } from '@/lib/platform/audit/verify';
import { MIGRATIONS, migrate } from '@/lib/platform/db/migrate';
import { settings } from '@/lib/platform/env/env';
import { currentTime } from '@/lib/platform/time/clock';
import { rollForm } from '@/test/keys';
import { passcodeAt } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';

/**
 * A database that an earlier version made (commit 5045f14, with keys of every kind and in every state), and what that
 * version's verifier said of 364 requests with them. Both were recorded, and the root secret is the one of then.
 */
const LAST_MIGRATION = '20261126060000_key_search';
const MADE_AT = '2026-11-27T00:01:51.022Z';
const AUDIT_HEAD = '52:c093b88bd3abb2f61796398d1eac38875a6b4652a6f96fe30b2d266107a9806d';
const ADMIN: Actor = {
  userId: '01a20adb-ddae-723b-a1e7-71c151f525d8',
  name: 'Person 2',
  email: 'person-2@example.com',
  operator: false,
  sessionId: 'none',
  address: '203.0.113.7',
  organization: { id: '01a20adb-ddae-723b-a1e7-7646f53974d1', name: 'Organization 2', kind: 'publisher' },
  role: 'admin',
};
const AUTHENTICATOR = '7LSSGAO36C3UDCWRXPHFWC6UGJHG665W';

type Recorded = { name: string; body: Credential; code: string; permissions?: string[] };
type Credential = { key: string; secret?: string };

const recorded: Recorded[] = readFileSync('test/upgrade/verdicts.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

// Before anything reads the settings.
vi.hoisted(() => {
  process.env.KEYPORT_SECRET = 'a5'.repeat(32);
});

let applied: string[];
let verifier: TestVerifier;

beforeAll(async () => {
  const { databaseUrl } = settings();
  const superuserUrl = new URL(inject('superuserUrl'));
  superuserUrl.pathname = new URL(databaseUrl).pathname;
  const superuser = new pg.Client(superuserUrl.href);
  await superuser.connect();
  await superuser.query('drop schema public cascade; create schema public authorization keyport');
  await migrateUpTo(LAST_MIGRATION, databaseUrl);
  // Neither triggers nor foreign keys: the rows are as they were.
  await superuser.query(`set session_replication_role = replica`);
  await superuser.query(`delete from permission_endpoint; delete from permission; delete from audit_head`);
  await superuser.query(readFileSync('test/upgrade/database.sql', 'utf8'));
  // A grace period is still running, as it was then.
  await superuser.query('update credential set ends_at = ends_at + (now() - $1::timestamptz)', [MADE_AT]);
  await superuser.end();
  applied = await migrate(databaseUrl);
  verifier = await startVerifier();
});
afterAll(() => verifier.stop());

async function migrateUpTo(last: string, databaseUrl: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'keyport-migrations-'));
  for (const name of readdirSync(MIGRATIONS).filter((name) => name <= last)) {
    cpSync(join(MIGRATIONS, name), join(directory, name), { recursive: true });
  }
  await migrate(databaseUrl, directory);
  rmSync(directory, { recursive: true });
}

const judge = async ({ name, body }: Recorded): Promise<Recorded> => {
  const { code, key } = await verifier.verify(body);
  const { permissions } = (key ?? {}) as { permissions?: string[] };
  return { name, body, code, ...(permissions && { permissions }) };
};

test('the migrations since then are applied', () => {
  expect(applied[0]).toBe('20261127000500_permission_column_names');
});

test('every credential is judged as before', async () => {
  const codes = new Set(recorded.map(({ code }) => code));
  expect([recorded.length, codes.size]).toEqual([364, 11]);
  const judged: Recorded[] = [];
  for (const request of recorded) judged.push(await judge(request));
  expect(judged).toEqual(recorded);
});

test('the audit chain is whole, up to the head that was noted then', async () => {
  const { head, broken } = await verifyAudit(parseHead(AUDIT_HEAD));
  expect(broken).toEqual([]);
  expect(head.count).toBe(52);
});

test('a key of then can be rolled with an authenticator of then, and revoked', async () => {
  const key = recorded.find(({ name }) => name === 'active');
  if (!key) throw new Error('It is not recorded');
  const id = await keyIdOf(key.body.key);
  const passcode = await passcodeAt(AUTHENTICATOR, currentTime());
  const rolled = await rollKey(ADMIN, await rollForm(ADMIN, id, passcode, { grace: 'now' }));
  if (!rolled.ok) throw new Error(rolled.code);
  expect(await judge(key)).toMatchObject({ code: 'ROLLED' });
  const { key: identifier, secret } = rolled.value;
  expect(await verifier.verify({ key: identifier, secret })).toMatchObject({ code: 'VALID' });
  expect(await changeKeyStatus(ADMIN, 'revoke', { id })).toMatchObject({ ok: true });
  expect(await verifier.verify({ key: identifier, secret })).toMatchObject({ code: 'REVOKED' });
  expect((await verifyAudit(parseHead(AUDIT_HEAD))).broken).toEqual([]);
});

async function keyIdOf(identifier: string): Promise<string> {
  const sql = 'select api_key_id as id from credential where key = $1';
  const { rows } = await verifier.pool.query<{ id: string }>(sql, [identifier]);
  return rows[0]?.id ?? '';
}
