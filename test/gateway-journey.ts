import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { CLIENT, GatewayScene, GENERATE, STRANGER, type Start, TOKEN } from './gateway-scene';
import { newKey } from './keys';

export type Journey = {
  start: Start;
  /** What a client gets while the verifier is down. */
  down: number;
  /** What a client gets that sends Authorization twice. */
  twice: number;
};

/** What has to hold with every gateway that can be started here. */
export function describeJourney({ start, down, twice }: Journey): void {
  const scene = new GatewayScene(start);
  const { arrived, ask, bearer, statusOf } = scene;
  beforeAll(() => scene.open());
  afterAll(() => scene.close());
  beforeEach(() => {
    arrived.length = 0;
  });

  describe('whoever may', () => {
    test('reaches the API, which learns who it is and not with what', async () => {
      const forged = { 'X-API-Verifier': 'x', Cookie: 'a=b' };
      const answer = await ask({
        path: `${GENERATE}?a=1&dataset=x`,
        headers: { ...bearer(), ...forged },
        body: '{"a":1}',
      });
      expect([answer.status, answer.body]).toEqual([200, 'the API']);
      const [request] = arrived;
      expect(request).toMatchObject({ method: 'POST', url: `${GENERATE}?a=1&dataset=x`, body: '{"a":1}' });
      expect(request?.headers).toMatchObject({
        'x-keyport-key-id': scene.key.id,
        'x-keyport-organization-id': scene.actor.organization.id,
        'x-keyport-environment': 'production',
        'x-keyport-permissions': 'generator',
        'x-keyport-proved': 'secret',
        'x-keyport-external-id': 'customer-4711',
        'x-keyport-code': 'VALID',
      });
      expect(JSON.stringify(arrived)).not.toContain(scene.key.secret);
      expect(JSON.stringify(arrived)).not.toContain(TOKEN);
    });

    test('by each kind of credentials, and by the key alone where that is enough', async () => {
      const basic = Buffer.from(`${scene.key.key}:${scene.key.secret}`).toString('base64');
      expect(await statusOf({ headers: { Authorization: `Basic ${basic}` } })).toBe(200);
      const pair = { 'X-API-Key': scene.key.key, 'X-API-Secret': String(scene.key.secret) };
      expect(await statusOf({ headers: pair })).toBe(200);
      expect(await statusOf({ path: '/v2/token/refresh', headers: { 'X-API-Key': scene.key.key } })).toBe(
        200,
      );
      expect(arrived.at(-1)?.headers['x-keyport-proved']).toBe('key');
      expect(await statusOf({ headers: { 'X-API-Key': scene.key.key } })).toBe(401);
    });
  });

  describe('nobody believes what a client says of itself', () => {
    test.each([
      'X-Keyport-Datasets',
      'X-Keyport-Key-Id',
      'X-Keyport-External-Id',
      'X_Keyport_Datasets',
      'x-keyport_datasets',
    ])('%s', async (name) => {
      expect(await statusOf({ headers: { ...bearer(), [name]: 'forged' } })).toBe(200);
      expect(JSON.stringify(arrived)).not.toContain('forged');
    });

    test.each(['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method'])(
      'that another method is meant: %s',
      async (name) => {
        expect(await statusOf({ headers: { ...bearer(), [name]: 'DELETE' } })).toBe(200);
        expect(JSON.stringify(arrived)).not.toContain('DELETE');
      },
    );

    // Proxies remove headers that Connection names (RFC 9110 §7.6.1); a client must not remove its identity that way.
    test('what a header is for: Connection names no header of ours', async () => {
      const answer = await ask({ headers: { ...bearer(), Connection: 'close, X-Keyport-Key-Id' } });
      const reached = arrived.map(({ headers }) => headers['x-keyport-key-id']);
      expect([[200, scene.key.id], [400]]).toContainEqual([answer.status, ...reached]);
    });

    test('where it is: a spoofed X-Forwarded-For opens nothing', async () => {
      const bound = await newKey(scene.actor, { ipRanges: CLIENT });
      expect(await statusOf({ headers: bearer(bound) })).toBe(200);
      expect(await statusOf({ headers: bearer(bound), from: STRANGER })).toBe(403);
      for (const name of ['X-Forwarded-For', 'X_Forwarded_For', 'X-Real-IP', 'Forwarded']) {
        const headers = { ...bearer(bound), [name]: CLIENT };
        expect(await statusOf({ headers, from: STRANGER })).toBe(403);
      }
    });

    test('what it asks for: the headers of either kind of gateway', async () => {
      const lies = {
        'X-Original-Method': 'POST',
        'X-Original-URI': GENERATE,
        'X-Forwarded-Method': 'POST',
        'X-Forwarded-Uri': GENERATE,
      };
      expect(await statusOf({ path: '/v2/key/latest', headers: { ...bearer(), ...lies } })).toBe(403);
      expect(await statusOf({ method: 'DELETE', headers: { ...bearer(), ...lies } })).toBe(403);
      expect(arrived).toEqual([]);
    });

    test('that it is the gateway', async () => {
      expect(await statusOf({ headers: { 'X-Keyport-Verifier-Token': TOKEN } })).toBe(401);
      expect(await statusOf({ path: '/_keyport', headers: bearer() })).not.toBe(200);
      expect(arrived).toEqual([]);
    });
  });

  test.each([
    '//v2/token/generate',
    '/v2//token/generate',
    '/v2/x/../token/generate',
    '/v2/./token/generate',
    '/v2/x/%2e%2e/token/generate',
    '/v2/x/..%2ftoken/generate',
    '/v2%2ftoken%2fgenerate',
    '/v2/token%5cgenerate',
    '/v2/token/generate/',
    '/V2/token/generate',
    '/../v2/token/generate',
  ])('a crooked path does not get through: %s', async (path) => {
    expect([400, 403]).toContain(await statusOf({ path }));
    expect(arrived).toEqual([]);
  });

  describe('whoever may not', () => {
    test('is told how to authenticate, and of an error only where one was made', async () => {
      const nobody = await ask({ headers: {} });
      expect([nobody.status, nobody.headers['www-authenticate']]).toEqual([401, 'Bearer realm="api"']);
      const stranger = await ask({ headers: { Authorization: 'Bearer nonsense' } });
      expect(stranger.status).toBe(401);
      expect(stranger.headers['www-authenticate']).toContain('invalid_token');
    });

    test('with two credentials at once', async () => {
      const { Authorization } = bearer();
      expect(await statusOf({ headers: { Authorization, 'X-API-Key': scene.key.key } })).toBe(401);
      expect(await statusOf({ headers: { Authorization: [Authorization, Authorization] } })).toBe(twice);
      expect(arrived).toEqual([]);
    });

    test.each([
      ['disable', 401],
      ['revoke', 401],
    ] as const)('%s', async (transition, status) => {
      const mine = await newKey(scene.actor);
      expect(await statusOf({ headers: bearer(mine) })).toBe(200);
      await changeKeyStatus(scene.actor, transition, { id: mine.id });
      expect(await statusOf({ headers: bearer(mine) })).toBe(status);
    });

    test('expired, rolled, of the other environment, for another endpoint', async () => {
      const past = new Date(Date.now() - 1_000);
      const [expired, rolled] = [await newKey(scene.actor), await newKey(scene.actor)];
      await prisma(database()).apiKey.update({ where: { id: expired.id }, data: { expiresAt: past } });
      await prisma(database()).credential.updateMany({
        where: { apiKeyId: rolled.id },
        data: { endsAt: past },
      });
      const elsewhere = await newKey(scene.actor, { environment: 'integration' });
      expect(await statusOf({ headers: bearer(expired) })).toBe(401);
      expect(await statusOf({ headers: bearer(rolled) })).toBe(401);
      expect(await statusOf({ headers: bearer(elsewhere) })).toBe(403);
      expect(await statusOf({ path: '/v2/key/latest' })).toBe(403);
      expect(await statusOf({ method: 'GET' })).toBe(403);
    });

    test('beyond its limit: 429, and when to come back', async () => {
      const limited = await newKey(scene.actor);
      const data = { rateLimit: 1, ratePeriod: 'day' } as const;
      await prisma(database()).apiKey.update({ where: { id: limited.id }, data });
      expect(await statusOf({ headers: bearer(limited) })).toBe(200);
      const answer = await ask({ headers: bearer(limited) });
      expect([answer.status, answer.headers['x-keyport-code']]).toEqual([429, 'RATE_LIMITED']);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    });
  });

  test('a gateway with another token lets nobody in', async () => {
    const answer = await scene.askThrough({ token: 'another' });
    expect([answer.status, ...arrived]).toEqual([503]);
  });

  test('while the verifier is down nobody gets in', async () => {
    const answer = await scene.askThrough({ verifier: '127.0.0.1:1' });
    expect([answer.status, ...arrived]).toEqual([down]);
  });
}
