import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { makeCertificate } from '@/test/certificate';
import { postMessage } from './post-message';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}
const serve = (listener: RequestListener) => listen(createServer(listener));

const anyone = { isAllowed: () => true };
const post = (url: string, options: Parameters<typeof postMessage>[1] = anyone) =>
  postMessage({ url: new URL(url), headers: { 'webhook-id': 'msg_1' }, body: '{}' }, options);

test('the status and the duration are reported, whatever the status', async () => {
  for (const status of [200, 204, 301, 410, 500]) {
    const port = await serve((_request, response) => response.writeHead(status).end());
    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({
      responseStatus: status,
      failure: null,
      durationMs: expect.any(Number),
    });
  }
});

test('a redirect is not followed', async () => {
  let followed = false;
  const port = await serve((request, response) => {
    if (request.url === '/inside') followed = true;
    response.writeHead(307, { location: '/inside' }).end();
  });
  expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ responseStatus: 307 });
  expect(followed).toBe(false);
});

test('an endpoint that does not answer, or not to the end, is given up', async () => {
  const silent = await serve(() => undefined);
  const dripping = await serve((_request, response) => response.writeHead(200).write('x'));
  for (const port of [silent, dripping]) {
    const result = await post(`http://127.0.0.1:${port}/`, { ...anyone, timeoutMs: 200 });
    expect(result).toMatchObject({ responseStatus: null, failure: 'timeout' });
  }
});

test('of an endless answer a little is read', async () => {
  let sent = 0;
  const port = await serve((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384))) sent += 16_384;
    };
    response.on('drain', more).writeHead(200);
    more();
  });
  expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ responseStatus: 200, failure: null });
  expect(sent).toBeLessThan(50_000_000);
});

test('a broken connection, a name that is unknown, and an untrusted certificate have reasons', async () => {
  const port = await serve((request) => request.socket.destroy());
  expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ failure: 'connection' });
  expect(await post('http://nowhere.invalid/')).toMatchObject({ failure: 'name-not-found' });
  const { certificate: cert, key } = makeCertificate('localhost');
  const tls = await listen(createTlsServer({ cert, key }, (_request, response) => response.end()));
  expect(await post(`https://localhost:${tls}/`)).toMatchObject({ failure: 'tls' });
});

const loopback = (address: { toString(): string }) => address.toString() !== '127.0.0.1';

test('an address that is not allowed is not connected to, as a host or behind a name', async () => {
  let asked = 0;
  const port = await serve((_request, response) => {
    asked += 1;
    response.end();
  });
  const options = {
    isAllowed: loopback,
    resolve: ((_name, _options, callback) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }])) as Parameters<typeof postMessage>[1]['resolve'],
  };
  for (const host of ['127.0.0.1', '127.1', '2130706433', 'hooks.example.com']) {
    const result = await post(`http://${host}:${port}/`, options as Parameters<typeof postMessage>[1]);
    expect(result, host).toMatchObject({ responseStatus: null, failure: 'address-refused' });
  }
  expect(asked).toBe(0);
});

test('a name server that changes its mind between check and connection changes nothing', async () => {
  let asked = 0;
  const port = await serve((_request, response) => {
    asked += 1;
    response.end();
  });
  const answers: LookupAddress[][] = [
    [{ address: '127.0.0.2', family: 4 }],
    [{ address: '127.0.0.1', family: 4 }],
  ];
  const lookups: LookupAddress[][] = [];
  const resolve: Parameters<typeof postMessage>[1]['resolve'] = (_name, _options, callback) => {
    const answer = answers[lookups.length % 2] ?? [];
    lookups.push(answer);
    callback(null, answer);
  };
  // 127.0.0.2 stands for a public address: nobody listens there.
  const first = await post(`http://rebind.example:${port}/`, { isAllowed: loopback, resolve });
  expect(first).toMatchObject({ failure: 'connection' });
  expect(lookups).toHaveLength(1);
  const second = await post(`http://rebind.example:${port}/`, { isAllowed: loopback, resolve });
  expect(second).toMatchObject({ failure: 'address-refused' });
  const mixed = await post(`http://rebind.example:${port}/`, {
    isAllowed: loopback,
    resolve: (_name, _options, callback) => callback(null, answers.flat()),
  });
  expect(mixed).toMatchObject({ failure: 'address-refused' });
  expect(asked).toBe(0);
});
