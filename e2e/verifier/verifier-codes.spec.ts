import { newIdentifier as newKeyText, newSecret } from '@/lib/access/credentials/token';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { newKey, utc } from '../support/keys';
import { must } from '../support/must';
import { newPerson, type Person } from '../support/person';
import { test as base, expect } from '../support/test';
import { HOUR, wholeMinuteAfter } from '../support/times';
import { ask, verify } from '../support/verifier';

/** These tests need no browser. */
const test = base.extend<{ owner: Person }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs.
  owner: async ({}, use) => use(await newPerson('Ada Byron')),
});

const GENERATE = { method: 'POST', path: '/v2/token/generate' };
const REFRESH = { method: 'POST', path: '/v2/token/refresh' };

test('the answer for a valid key says whose it is and what it may do', async ({ keyport, owner }) => {
  const credentials = await newKey(owner, { permissions: ['mapper', 'generator'] });
  const { id, key, secret } = credentials;
  const { actor } = owner;
  const answer = {
    valid: true,
    code: 'VALID',
    requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    proved: 'secret',
    key: {
      id,
      key,
      name: 'Token server',
      type: 'secret',
      environment: 'production',
      organization: { id: actor.organization.id, name: actor.organization.name },
      permissions: ['mapper', 'generator'],
      datasets: [],
      expiresAt: null,
    },
  };
  expect(await ask(keyport, credentials, { ...GENERATE, permission: ['generator', 'mapper'] })).toEqual(
    answer,
  );
  expect(await ask(keyport, { key: `${key}.${secret}` }), 'both in one').toEqual(answer);
  expect(await ask(keyport, { key }, REFRESH), 'the key alone, where that is enough').toEqual({
    ...answer,
    proved: 'key',
  });
});

test('what is malformed, unknown, cut short or altered does not exist', async ({ keyport, owner }) => {
  const { key, secret } = await newKey(owner);
  const other = await newKey(owner, { name: 'Other' });
  const good = secret ?? '';
  const alter = (text: string) => text.slice(0, 12) + (text[12] === 'x' ? 'y' : 'x') + text.slice(13);
  const wrong: Record<string, { key: string; secret?: string | null }> = {
    'the key cut short': { key: key.slice(0, -1), secret },
    'the secret cut short': { key, secret: good.slice(0, -1) },
    'a character of the key changed': { key: alter(key), secret },
    'a character of the secret changed': { key, secret: alter(good) },
    'another prefix': { key: `xx${key.slice(2)}`, secret },
    "another environment's prefix": { key: key.replace('_live_', '_test_'), secret },
    "another environment's prefix at the secret": { key, secret: good.replace('_live_', '_test_') },
    'key and secret exchanged': { key: good, secret: key },
    "another key's secret": { key, secret: other.secret },
    'a secret that was never given': { key, secret: newSecret('production') },
    'a key that was never given': { key: newKeyText('production'), secret },
    'another case': { key: key.toUpperCase(), secret },
    'blanks around': { key: ` ${key} `, secret },
    'a full stop too many': { key: `${key}.${secret}.` },
    'letters beyond ASCII': { key: `${key.slice(0, -1)}é`, secret },
    NUL: { key: `${key}\0`, secret },
    'ten thousand characters': { key: `kp_live_${'a'.repeat(10_000)}`, secret },
    'a word': { key: 'null' },
  };
  for (const [what, credentials] of Object.entries(wrong)) {
    expect(await ask(keyport, credentials, GENERATE), what).toEqual({
      valid: false,
      code: 'NOT_FOUND',
      requestId: expect.any(String),
    });
  }
});

test('without the secret where it is asked for, known and unknown keys get the same answer', async ({
  keyport,
  owner,
}) => {
  const { key } = await newKey(owner);
  for (const asked of [{}, GENERATE, { permission: 'generator' }, { environment: 'integration' }]) {
    expect(await verify(keyport, { key }, asked)).toBe('SECRET_REQUIRED');
    expect(await verify(keyport, { key: newKeyText('production') }, asked)).toBe('SECRET_REQUIRED');
  }
  expect(await verify(keyport, { key: newKeyText('production') }, REFRESH)).toBe('NOT_FOUND');
});

test('only a caller that proves its secret learns what became of a key', async ({ keyport, owner }) => {
  const end = wholeMinuteAfter(keyport.clock.now(), HOUR);
  const expired = await newKey(owner, { name: 'Expired', expiration: utc(end) });
  const disabled = await newKey(owner, { name: 'Disabled' });
  const revoked = await newKey(owner, { name: 'Revoked', expiration: utc(end) });
  const deleted = await newKey(owner, { name: 'Deleted' });
  for (const each of [expired, disabled, revoked, deleted]) expect(await verify(keyport, each)).toBe('VALID');
  must(await changeKeyStatus(owner.actor, 'disable', disabled));
  expect(await verify(keyport, disabled)).toBe('DISABLED');
  must(await changeKeyStatus(owner.actor, 'revoke', revoked));
  expect(await verify(keyport, revoked)).toBe('REVOKED');
  must(await deleteKey(owner.actor, { id: deleted.id, confirmation: deleted.key }));
  expect(await verify(keyport, deleted)).toBe('NOT_FOUND');
  keyport.clock.set(end);
  expect(await verify(keyport, expired)).toBe('EXPIRED');
  expect(await verify(keyport, revoked), 'revoked comes before expired').toBe('REVOKED');
  for (const { key } of [expired, disabled, revoked, deleted]) {
    expect(await verify(keyport, { key }, REFRESH)).toBe('NOT_FOUND');
    expect(await verify(keyport, { key, secret: newSecret('production') })).toBe('NOT_FOUND');
  }
  must(await changeKeyStatus(owner.actor, 'enable', disabled));
  expect(await verify(keyport, disabled)).toBe('VALID');
});

test('a good key is refused where the request is not for it, in the order of the contract', async ({
  keyport,
  owner,
}) => {
  const key = await newKey(owner, { ipRanges: '203.0.113.0/24\n2001:db8::/32' });
  const trial = await newKey(owner, { name: 'Trial', environment: 'integration' });
  const inside = { clientIp: '203.0.113.7' };
  expect(await verify(keyport, trial, { environment: 'integration' })).toBe('VALID');
  expect(await verify(keyport, trial)).toBe('WRONG_ENVIRONMENT');
  expect(await verify(keyport, key, { environment: 'integration' })).toBe('WRONG_ENVIRONMENT');
  expect(await verify(keyport, key), 'no address').toBe('IP_NOT_ALLOWED');
  expect(await verify(keyport, key, { clientIp: '203.0.114.7' })).toBe('IP_NOT_ALLOWED');
  expect(await verify(keyport, key, { clientIp: '2001:db9::1', dataset: 'x' })).toBe('IP_NOT_ALLOWED');
  expect(await verify(keyport, key, { ...inside, dataset: 'x', permission: 'mapper' })).toBe(
    'DATASET_NOT_ALLOWED',
  );
  expect(await verify(keyport, key, { ...inside, permission: 'mapper' })).toBe('INSUFFICIENT_PERMISSIONS');
  expect(await verify(keyport, key, { ...inside, permission: ['generator', 'mapper'] })).toBe(
    'INSUFFICIENT_PERMISSIONS',
  );
  for (const clientIp of ['203.0.113.7', '::ffff:203.0.113.7', '2001:DB8::1']) {
    expect(await verify(keyport, key, { ...GENERATE, clientIp }), clientIp).toBe('VALID');
  }
});

test('method and path are judged exactly, and no trick turns one into another', async ({
  keyport,
  owner,
}) => {
  const key = await newKey(owner);
  expect(await verify(keyport, key, { method: 'POST', path: '/v2/token/generate?a=/../b' })).toBe('VALID');
  for (const [method, path] of [
    ['GET', '/v2/token/generate'],
    ['POST', '/v2/token/Generate'],
    ['POST', '/v2/token/generate/'],
    ['POST', '/v2//token/generate'],
    ['POST', '/v2/./token/generate'],
    ['POST', '/v2/key/../token/generate'],
    ['POST', '/v2/token%2fgenerate'],
    ['POST', '/v2/token/%2e%2e/token/generate'],
    ['POST', '/v2\\token\\generate'],
    ['POST', '/v3/identity/map'],
    ['POST', '/nothing'],
  ] as const) {
    expect(await verify(keyport, key, { method, path }), `${method} ${path}`).toBe(
      'INSUFFICIENT_PERMISSIONS',
    );
  }
});

test('a public key is enough by itself, but for endpoints that ask for a secret', async ({
  keyport,
  owner,
}) => {
  const { key } = await newKey(owner, { type: 'public' });
  expect(await ask(keyport, { key }, REFRESH)).toMatchObject({ code: 'VALID', proved: 'key' });
  expect(await verify(keyport, { key })).toBe('VALID');
  expect(await verify(keyport, { key }, GENERATE)).toBe('INSUFFICIENT_PERMISSIONS');
  expect(await verify(keyport, { key }, { permission: 'generator' })).toBe('INSUFFICIENT_PERMISSIONS');
  expect(await verify(keyport, { key, secret: newSecret('production') }, REFRESH)).toBe('NOT_FOUND');
  expect(await verify(keyport, { key }, { environment: 'integration' })).toBe('WRONG_ENVIRONMENT');
});
