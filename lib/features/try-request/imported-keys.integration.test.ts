import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import type { Actor } from '@/lib/identity/actor/schema';
import { importKey, newToken } from '@/test/imports';
import { newActor } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';
import { findTryKeysSchema } from './schema';
import { findTryKeys, tryRequest } from './try-request';

let ada: Actor;
let verifier: TestVerifier;
beforeAll(async () => {
  ada = await newActor();
  verifier = await startVerifier();
});
afterAll(() => verifier.stop());

const find = async (text: string, actor = ada) => {
  const found = await findTryKeys(actor, findTryKeysSchema.parse({ text }));
  if (!found.ok) throw new Error(found.code);
  return found.value.keys;
};

test.each([
  ['a token', () => ({ token: newToken() })],
  ['a token with full stops', () => ({ token: `a.b.${newToken()}` })],
  ['a token of 512 characters', () => ({ token: newToken().padEnd(512, 'x') })],
  ['a pair', () => ({ key: 'k'.repeat(128), secret: newToken().padEnd(512, 'x') })],
])('%s is found when it is pasted, and tried as the verifier judges it', async (_what, make) => {
  const values = make();
  const { id, key } = await importKey(ada, values);
  const whole = 'token' in values ? values.token : `${values.key}.${values.secret}`;
  const found = await find(` ${whole}\n`);
  expect(found).toMatchObject([{ id, key, current: true }]);
  expect(JSON.stringify(found)).not.toContain(whole);
  if ('key' in values) expect(await find(values.key)).toMatchObject([{ id, key }]);
  const request = {
    credentialId: found[0]?.credentialId ?? '',
    withSecret: true,
    environment: 'production',
    method: 'POST',
    path: '/v2/token/generate',
    permission: '',
    client: '',
    dataset: '',
  } as const;
  const judged = async () => {
    const tried = await tryRequest(ada, request);
    const { method, path } = request;
    return [tried.ok && tried.value.reason.code, (await verifier.verify({ key: whole, method, path })).code];
  };
  expect(await judged()).toEqual(['VALID', 'VALID']);
  await changeKeyStatus(ada, 'disable', { id });
  expect(await judged()).toEqual(['DISABLED', 'DISABLED']);
});

test('nothing is found by a wrong secret, by a part of a token, or by somebody else', async () => {
  const [token, secret] = [newToken(), newToken()];
  await importKey(ada, { token });
  await importKey(ada, { key: 'client-1', secret });
  for (const text of [token.slice(0, -1), `${token}x`, `client-1.${token}`, secret]) {
    expect(await find(text)).toEqual([]);
  }
  expect(await find(token, await newActor())).toEqual([]);
  expect(await find(token)).toHaveLength(1);
});
