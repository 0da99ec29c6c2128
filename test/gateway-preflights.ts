import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { GatewayScene, GENERATE, type Start } from './gateway-scene';

/** What has to hold if the settings have the published addition for browsers' preflights. */
export function describePreflights(start: Start): void {
  const scene = new GatewayScene(start);
  const { arrived, ask, bearer } = scene;
  beforeAll(() => scene.open());
  afterAll(() => scene.close());
  beforeEach(() => {
    arrived.length = 0;
  });

  test('a preflight reaches the API, with nothing that it could be taken for more by', async () => {
    const forged = { ...bearer(), Cookie: 'my-cookie', 'X-API-Key': 'my-key', 'X-Keyport-Key-Id': 'forged' };
    const headers = { ...forged, Origin: 'https://app.example.com', 'Access-Control-Request-Method': 'POST' };
    expect(await ask({ method: 'OPTIONS', headers })).toMatchObject({ status: 200, body: 'the API' });
    expect(arrived[0]).toMatchObject({ method: 'OPTIONS', url: GENERATE, body: '' });
    expect(arrived[0]?.headers['access-control-request-method']).toBe('POST');
    expect(JSON.stringify(arrived)).not.toMatch(/my-cookie|my-key|forged|Bearer/);
  });

  test.each([
    ['OPTIONS', {}],
    ['POST', { 'Access-Control-Request-Method': 'POST' }],
    ['GET', { 'Access-Control-Request-Method': 'POST' }],
  ])('%s with %j is judged as ever', async (method, headers) => {
    expect((await ask({ method, headers })).status).toBe(401);
    expect(arrived).toEqual([]);
  });
}
