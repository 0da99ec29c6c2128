import { once } from 'node:events';
import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { GatewayScene, type Start } from './gateway-scene';

/** Opened by GET, as every WebSocket is (RFC 6455 §4.1). */
export const STREAM = '/v2/stream';

/** What has to hold if the settings have the published addition for WebSockets. */
export function describeWebSockets(start: Start): void {
  const scene = new GatewayScene(start);
  const { arrived, bearer } = scene;
  beforeAll(async () => {
    const endpoint = { permissionName: 'generator', method: 'GET', pattern: STREAM, keyAlone: false };
    await prisma(database()).permissionEndpoint.create({ data: endpoint });
    await scene.open();
  });
  afterAll(() => scene.close());
  beforeEach(() => {
    arrived.length = 0;
  });

  test('with a good key one is opened, and carries both ways', async () => {
    const { status, socket } = await upgrade(scene.origin, bearer());
    expect(status).toBe(101);
    socket?.write('as it is');
    expect(String(await once(socket as Duplex, 'data'))).toBe('as it is');
    socket?.destroy();
    expect(arrived).toMatchObject([{ url: STREAM, headers: { 'x-keyport-key-id': scene.key.id } }]);
    expect(JSON.stringify(arrived)).not.toContain(scene.key.secret);
  });

  test.each([
    ['no key', {}],
    ['what is no key', { Authorization: 'Bearer nonsense' }],
  ])('with %s nothing reaches the API', async (_what, headers) => {
    expect(await upgrade(scene.origin, headers)).toEqual({ status: 401 });
    expect(arrived).toEqual([]);
  });
}

/** Requests a WebSocket. With 101 comes the connection. */
function upgrade(
  origin: string,
  headers: Record<string, string>,
): Promise<{ status: number | undefined; socket?: Duplex }> {
  const sent = request(`${origin}${STREAM}`, {
    headers: {
      ...headers,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
    },
    agent: false,
  });
  return new Promise((resolve, reject) => {
    sent.on('upgrade', ({ statusCode: status }, socket) => resolve({ status, socket }));
    sent.on('response', (answer) => resolve({ status: answer.resume().statusCode }));
    sent.on('error', reject);
    sent.end();
  });
}
