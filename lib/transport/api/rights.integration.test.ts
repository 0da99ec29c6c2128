import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Role } from '@/lib/identity/actor/schema';
import { startApi, type TestApi } from '@/test/api';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { type Credentials, personalKey } from '@/test/personal-keys';
import { OPERATIONS } from './routes';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const KEYS: readonly Role[] = ['admin', 'operations'];
const ALL: readonly Role[] = ['admin', 'operations', 'viewer'];
const ADMIN: readonly Role[] = ['admin'];

/** Who may do each operation with the organization's own things, what is sent, and what success answers. */
const ROWS: Record<string, { may: readonly Role[]; status: number; body?: () => object }> = {
  listKeys: { may: ALL, status: 200 },
  createKey: { may: KEYS, status: 201, body: () => ({ name: randomUUID(), permissions: ['generator'] }) },
  getKey: { may: ALL, status: 200 },
  editKey: { may: KEYS, status: 200, body: () => ({ description: 'x' }) },
  // Without an authenticator, which is checked after the right.
  rollKey: { may: KEYS, status: 403, body: () => ({ passcode: '123456' }) },
  disableKey: { may: KEYS, status: 200 },
  enableKey: { may: KEYS, status: 200 },
  revokeKey: { may: KEYS, status: 200 },
  endOldCredentials: { may: KEYS, status: 409 },
  deleteKey: { may: KEYS, status: 204 },
  listDatasets: { may: ALL, status: 200 },
  createDataset: { may: KEYS, status: 201, body: () => ({ name: randomUUID() }) },
  editDataset: { may: KEYS, status: 200, body: () => ({ description: 'x' }) },
  deleteDataset: { may: KEYS, status: 204 },
  listAuditEvents: { may: ADMIN, status: 200 },
  exportKeysAsCsv: { may: ALL, status: 200 },
  exportKeysAsJsonLines: { may: ALL, status: 200 },
  exportAuditEventsAsCsv: { may: ADMIN, status: 200 },
  exportAuditEventsAsJsonLines: { may: ADMIN, status: 200 },
  getMe: { may: ALL, status: 200 },
};

const MEMBERS = OPERATIONS.filter((operation) => operation.for === 'members');

test('every operation has its row', () => {
  expect(MEMBERS.map(({ id }) => id).sort()).toEqual(Object.keys(ROWS).sort());
});

type Whose = 'own' | 'foreign' | 'personal';

/** It depends on whose personal key it is, not on rights in the organization: an Admin may only stop one. */
const PERSONAL: Record<string, number> = {
  getKey: 200,
  disableKey: 200,
  enableKey: 200,
  revokeKey: 200,
  deleteKey: 204,
};

function expected(id: string, path: string, role: Role, whose: Whose): { status: number; code?: string } {
  const row = ROWS[id];
  if (!row?.may.includes(role)) return { status: 403, code: 'FORBIDDEN' };
  if (!path.includes('{id}') || whose === 'own')
    return row.status === 403 ? { status: 403, code: 'NO_AUTHENTICATOR' } : { status: row.status };
  const isDataset = path.startsWith('/datasets');
  if (whose === 'foreign') return { status: 404, code: isDataset ? 'DATASET_NOT_FOUND' : 'KEY_NOT_FOUND' };
  if (role !== 'admin') return { status: 404, code: 'KEY_NOT_FOUND' };
  if (id === 'endOldCredentials') return { status: 409 };
  return PERSONAL[id] ? { status: PERSONAL[id] } : { status: 403, code: 'FORBIDDEN' };
}

describe.each(ALL)('%s', (role) => {
  let [owner, stranger]: Actor[] = [];
  let [theirs, owners]: Credentials[] = [];
  beforeAll(async () => {
    [owner, stranger] = [await newActor(), await newActor()];
    const actor = await newActor({ organization: owner.organization.name, role });
    [theirs, owners] = [await personalKey(actor), await personalKey(owner)];
  });
  const as = (credentials: Credentials | undefined) => api.as(credentials ?? { key: '', secret: '' });

  /** The subject of the operation, a new one for each test. */
  async function subject(path: string, whose: Whose): Promise<string> {
    const of = whose === 'foreign' ? stranger : owner;
    if (!path.includes('{id}') || !of) return '';
    if (path.startsWith('/datasets')) {
      const headers = { 'Idempotency-Key': randomUUID() };
      const owning = whose === 'foreign' ? await personalKeyOf(of) : owners;
      return (await as(owning)('/datasets', { method: 'POST', headers, body: { name: randomUUID() } })).json
        .id;
    }
    // Somebody else's. Keyport creates another one after it was deleted or revoked.
    return whose === 'personal'
      ? (await personalKey(await newActor({ organization: of.organization.name }))).id
      : (await newKey(of)).id;
  }

  let strangers: Credentials | undefined;
  async function personalKeyOf(actor: Actor): Promise<Credentials> {
    strangers ??= await personalKey(actor);
    return strangers;
  }

  const cases = MEMBERS.flatMap(({ id, method, path }) => {
    const whose: Whose[] = !path.includes('{id}')
      ? ['own']
      : path.startsWith('/datasets')
        ? ['own', 'foreign']
        : ['own', 'foreign', 'personal'];
    return whose.map((each) => ({ id, method, path, whose: each }));
  });

  test.each(cases)('$id, $whose', async ({ id, method, path, whose }) => {
    const about = await subject(path, whose);
    const answer = await as(theirs)(path.replace('{id}', about), {
      method,
      body: ROWS[id]?.body?.(),
      headers: { 'Idempotency-Key': randomUUID(), 'If-Match': '*' },
    });
    const { status, code } = expected(id, path, role, whose);
    expect(answer.status, answer.text).toBe(status);
    if (code) expect(answer.json.code).toBe(code);
    if (status === 404 || status === 403) expect(answer.text).not.toContain(about || 'a key');
  });
});
