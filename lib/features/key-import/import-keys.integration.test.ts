import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { rollKey } from '@/lib/access/keys/roll-key';
import { listKeyHistory } from '@/lib/features/key-history/history';
import type { Actor } from '@/lib/identity/actor/schema';
import { parseHead, verifyAudit } from '@/lib/platform/audit/verify';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { restoreClock, stopClock } from '@/test/clock';
import { importKey, importRow, importRows, importText, newToken } from '@/test/imports';
import { requireKey, rollForm } from '@/test/keys';
import { newActor, newOperator, passcodeAt, withAuthenticator } from '@/test/people';
import { importFromScreen } from './import-keys';

let ada: Actor;
beforeEach(async () => {
  ada = await newActor();
});
afterEach(() => restoreClock());

const keysOf = ({ organization }: Actor) =>
  prisma(database()).apiKey.findMany({
    where: { organizationId: organization.id, origin: 'person' },
    include: { credentials: true, permissions: true },
    orderBy: { name: 'asc' },
  });

const importOne = (values?: Record<string, unknown>) => importKey(ada, values);

const again = (row: Record<string, unknown>) => importRows(ada, [row]);
const nothing = { imported: 0, already: 0 };

describe('what is stored', () => {
  test('is what the row says, an identifier of Keyport’s, and of the token only an HMAC', async () => {
    const token = newToken();
    const row = importRow({
      token,
      name: 'Token server',
      permissions: ['generator', 'mapper'],
      description: 'From before',
      ipRanges: ['203.0.113.0/24'],
      usedIn: 'eu-west',
      expiresAt: '2099-01-31T12:00:00Z',
      createdAt: '2020-02-29T00:00:00Z',
      status: 'disabled',
      environment: 'integration',
    });
    await importOne(row);
    const [key] = await keysOf(ada);
    expect(key).toMatchObject({
      name: 'Token server',
      type: 'secret',
      environment: 'integration',
      status: 'disabled',
      description: 'From before',
      ipRanges: ['203.0.113.0/24'],
      usedIn: 'eu-west',
      expiresAt: new Date('2099-01-31T12:00:00Z'),
      createdAt: new Date('2020-02-29T00:00:00Z'),
      ownerId: null,
    });
    expect(key?.credentials[0]?.key).toMatch(/^kp_test_/);
    expect(key?.permissions.map(({ permissionName }) => permissionName).sort()).toEqual([
      'generator',
      'mapper',
    ]);
    const tables = ['api_key', 'credential', 'imported_token', 'key_search', 'audit_event'];
    const sha = createHash('sha256').update(token).digest();
    for (const table of tables) {
      const rows = await prisma(database()).$queryRawUnsafe<{ text: string }[]>(
        `select t::text as text from ${table} t`,
      );
      const text = rows.map(({ text }) => text).join('\n');
      for (const form of [token, sha.toString('hex'), sha.toString('base64')])
        expect(text).not.toContain(form);
    }
  });

  test('does not depend on the form that the file had', async () => {
    const token = newToken();
    const digest = createHash('sha256').update(token).digest();
    await importOne({ tokenSha256: digest.toString('base64') });
    for (const same of [
      { token },
      { tokenSha256: digest.toString('hex') },
      { tokenSha256: digest.toString('base64url') },
    ]) {
      expect(await again(importRow(same))).toEqual({ imported: 0, already: 1, refused: [] });
    }
  });

  test('is on record, each batch once, and in the history of each key', async () => {
    const rows = Array.from({ length: 300 }, () => importRow());
    await importRows(ada, rows);
    const events = await prisma(database()).auditEvent.findMany({
      where: { organizationId: ada.organization.id, action: 'key.import' },
      orderBy: { position: 'asc' },
    });
    expect(events.map(({ subjectName, actorName }) => [subjectName, actorName])).toEqual([
      ['250 API keys', 'Command line'],
      ['50 API keys', 'Command line'],
    ]);
    const recorded = events.flatMap(({ details }) => (details as { keys: string[] }).keys);
    const keys = await keysOf(ada);
    expect(recorded.sort()).toEqual(keys.map(({ credentials }) => credentials[0]?.key).sort());
    expect(await listKeyHistory(ada, keys[7]?.id ?? '')).toMatchObject([
      { action: 'key.import', actorName: 'Command line' },
    ]);
    const { head, broken } = await verifyAudit(null);
    expect([
      broken,
      (await verifyAudit(parseHead(`${head.count}:${Buffer.from(head.mac).toString('hex')}`))).broken,
    ]).toEqual([[], []]);
  });
});

describe('the same file again', () => {
  test('imports nothing twice', async () => {
    const rows = [...Array.from({ length: 5 }, () => importRow()), importRow({ permissions: ['gone'] })];
    const refused = [{ line: 6, reason: 'permissions: number 1 is not in the catalogue' }];
    expect(await importRows(ada, rows)).toEqual({ imported: 5, already: 0, refused });
    expect(await importRows(ada, rows)).toEqual({ imported: 0, already: 5, refused });
    expect(await keysOf(ada)).toHaveLength(5);
  });

  test('brings back nothing that was deleted, revoked or replaced, by any organization', async () => {
    stopClock(Date.now() + 60_000);
    const today = new Date().toISOString().slice(0, 10);
    const deleted = await importOne();
    await deleteKey(ada, { id: deleted.id, confirmation: deleted.key });
    const revoked = await importOne();
    await changeKeyStatus(ada, 'revoke', { id: revoked.id });
    const rolled = await importOne();
    const { seed } = await withAuthenticator(ada);
    stopClock(Date.now() + 30_000);
    const passcode = await passcodeAt(seed, new Date());
    expect(await rollKey(ada, await rollForm(ada, rolled.id, passcode))).toMatchObject({ ok: true });
    const reasons = [
      expect.stringMatching(/^was deleted on \d{4}-\d\d-\d\d$/),
      'was revoked',
      `was replaced on ${today}`,
    ];
    for (const [index, { row }] of [deleted, revoked, rolled].entries()) {
      const older = { ...row, name: `${row.name} older`, environment: 'integration' };
      for (const file of [row, older]) {
        expect(await again(file)).toEqual({ ...nothing, refused: [{ line: 1, reason: reasons[index] }] });
      }
      const others = await importRows(await newActor(), [row]);
      expect(others.refused).toEqual([{ line: 1, reason: 'is taken already' }]);
    }
    // Neither does it come back with the key that it belonged to.
    await deleteKey(ada, { id: rolled.id, confirmation: rolled.key });
    expect((await again(rolled.row)).refused).toEqual([
      { line: 1, reason: expect.stringMatching(/^was deleted/) },
    ]);
  });

  test('nor with an organization that is gone', async () => {
    const { row } = await importOne();
    await prisma(database()).$executeRaw`delete from organization where id = ${ada.organization.id}::uuid`;
    expect((await importRows(await newActor(), [row])).refused).toEqual([
      { line: 1, reason: 'is taken already' },
    ]);
  });
});

test('a dry run finds what the import would find, and writes nothing', async () => {
  const token = newToken();
  const { row } = await importOne();
  const rows = [
    row,
    importRow({ token, name: 'One' }),
    // So many that the next ones come in another batch.
    ...Array.from({ length: 260 }, () => importRow()),
    importRow({ token }),
    importRow({ name: 'ONE' }),
    importRow({ name: row.name }),
    importRow({ permissions: ['bidder', 'gone'] }),
    importRow({ name: '' }),
  ];
  const before = await keysOf(ada);
  const dry = await importRows(ada, rows, { dryRun: true });
  expect(dry).toEqual({
    imported: 261,
    already: 1,
    refused: [
      { line: 263, reason: 'has the token of line 2' },
      { line: 264, reason: 'name: is the name of line 2' },
      { line: 265, reason: 'name: is the name of line 1' },
      { line: 266, reason: 'permissions: number 2 is not in the catalogue' },
      { line: 267, reason: 'name: Enter a name.' },
    ],
  });
  expect(await keysOf(ada)).toHaveLength(before.length);
  expect(await importRows(ada, rows)).toEqual(dry);
});

test('the limit of keys', async () => {
  const count =
    (await prisma(database()).apiKey.count({ where: { organizationId: ada.organization.id } })) + 255;
  const unlimited = settings().maxKeysPerOrganization;
  settings().maxKeysPerOrganization = count;
  const rows = Array.from({ length: 260 }, () => importRow());
  for (const dryRun of [true, false]) {
    const { imported, refused } = await importRows(ada, rows, { dryRun });
    expect([imported, refused.length]).toEqual([255, 5]);
    expect(refused[0]).toEqual({ line: 256, reason: 'the organization has as many keys as it may have' });
  }
  settings().maxKeysPerOrganization = unlimited;
});

test('CSV with a header', async () => {
  const [first, second] = [newToken(), newToken()];
  const text = `token,name,permissions,environment\r\n${first},"A, b",generator mapper,production\r\n${second},,generator,production\r\n`;
  expect(await importText(ada, text)).toEqual({
    imported: 1,
    already: 0,
    refused: [{ line: 3, reason: 'name: Enter a name.' }],
  });
});

test('from the screen, for operators only', async () => {
  const batch = {
    organizationId: ada.organization.id,
    dryRun: false,
    notify: false,
    before: 0,
    rows: [{ line: 2, values: importRow() }],
  };
  const bare = { ...ada, role: undefined };
  expect(await importFromScreen(bare, batch)).toMatchObject({ ok: false, code: 'NOT_OPERATOR' });
  expect(await keysOf(ada)).toEqual([]);
  const operator = await newOperator();
  expect(await importFromScreen(operator, batch)).toEqual({
    ok: true,
    value: { imported: [2], already: 0, refused: [] },
  });
  const [key] = await keysOf(ada);
  expect((await requireKey(ada, key?.id ?? '')).createdBy).toBe(operator.name);
  const unknown = { ...batch, organizationId: crypto.randomUUID() };
  expect(await importFromScreen(operator, unknown)).toMatchObject({
    ok: false,
    code: 'NO_SUCH_ORGANIZATION',
  });
});
