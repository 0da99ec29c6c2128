import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { settingsFrom } from '@/test/gateway';
import { GatewayScene } from '@/test/gateway-scene';
import { importKey, newToken } from '@/test/imports';
import { startNginx } from '@/test/nginx';

const scene = new GatewayScene(({ verifier, api, token }) =>
  startNginx((port) =>
    settingsFrom('docs/gateways/nginx.md', 'nginx', [
      ['127.0.0.1:3001', verifier],
      ['127.0.0.1:8080', api],
      ['listen 8000', `listen 127.0.0.1:${port}`],
      ['VERIFIER_TOKEN', token],
    ]),
  ),
);
beforeAll(() => scene.open());
afterAll(() => scene.close());
beforeEach(() => {
  scene.arrived.length = 0;
});

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

test.each([
  ['a token', () => newToken(), (token: string) => ({ Authorization: `Bearer ${token}` })],
  [
    'a token with full stops',
    () => `eyJhbGciOiJIUzI1NiJ9.${newToken()}.s-g`,
    (token: string) => ({ Authorization: `bearer ${token}` }),
  ],
  ['a token in X-API-Key', () => `${newToken()}/+=~`, (token: string) => ({ 'X-API-Key': token })],
  ['a token as a user name', () => newToken(), (token: string) => ({ Authorization: basic(`${token}:`) })],
])(
  '%s reaches the API through the documented nginx, which learns the key and not the token',
  async (_what, make, headers) => {
    const token = make();
    const { id, key } = await importKey(scene.actor, { token });
    expect(await scene.statusOf({ headers: headers(token) })).toBe(200);
    expect(scene.arrived[0]?.headers).toMatchObject({ 'x-keyport-key-id': id, 'x-keyport-proved': 'secret' });
    expect(JSON.stringify(scene.arrived)).not.toContain(token);
    scene.arrived.length = 0;
    expect(await scene.statusOf({ headers: headers(`${token}x`) })).toBe(401);
    expect(await scene.statusOf({ path: '/v2/key/latest', headers: headers(token) })).toBe(403);
    await changeKeyStatus(scene.actor, 'disable', { id });
    expect(await scene.statusOf({ headers: headers(token) })).toBe(401);
    await changeKeyStatus(scene.actor, 'enable', { id });
    expect(scene.arrived).toEqual([]);
    expect(await scene.statusOf({ headers: headers(token) })).toBe(200);
    await deleteKey(scene.actor, { id, confirmation: key });
    expect(await scene.statusOf({ headers: headers(token) })).toBe(401);
  },
);

test('a pair, in each way', async () => {
  const secret = newToken();
  const { id } = await importKey(scene.actor, { key: 'client-1', secret });
  for (const headers of [
    { Authorization: `Bearer client-1.${secret}` },
    { Authorization: basic(`client-1:${secret}`) },
    { 'X-API-Key': 'client-1', 'X-API-Secret': secret },
  ] as Record<string, string>[]) {
    expect(await scene.statusOf({ headers })).toBe(200);
    expect(scene.arrived.at(-1)?.headers['x-keyport-key-id']).toBe(id);
  }
  expect(JSON.stringify(scene.arrived)).not.toContain(secret);
  expect(await scene.statusOf({ headers: { 'X-API-Key': 'client-1' } })).toBe(401);
});
