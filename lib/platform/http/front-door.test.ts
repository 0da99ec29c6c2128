import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aProblem, readProblem, sendRaw } from '@/test/raw-http';
import { drain } from './drain';
import { openFrontDoor } from './front-door';
import { Problem } from './problem';

let server: Server;
let port = 0;
let counted: string[] = [];
let explained: unknown[] = [];

beforeEach(async () => {
  [counted, explained] = [[], []];
  server = openFrontDoor({
    plane: 'verifier',
    maxHeaderBytes: 16_384,
    headersTimeoutMs: 200,
    requestTimeoutMs: 300,
    probes: {
      isReady: async () => true,
      metrics: { contentType: 'text/plain', metrics: async () => '' },
      metricsAccess: { token: undefined, isExposed: false },
    },
    async answer({ request, response }, path) {
      if (path === '/broken') throw new Error('broken');
      for await (const _chunk of request);
      response.end('fine');
    },
    explain(error) {
      explained.push(error);
      return new Problem(503, 'Not now.');
    },
    countRefusal: (reason) => counted.push(reason),
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  port = (server.address() as AddressInfo).port;
});
afterEach(() => drain(server, 100));

test.each([
  ['headers', 'GET / HTTP/1.1\r\nHost: a\r\nX-A:'],
  ['a body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab'],
  ['a body in chunks', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n'],
])('%s that stall are cut when they should be, and counted once', async (_what, bytes) => {
  const startedAt = performance.now();
  expect(readProblem(await sendRaw(port, bytes))).toEqual(aProblem(408, 'Request timeout'));
  expect(performance.now() - startedAt).toBeLessThan(3_500);
  expect([counted, explained]).toEqual([['timeout'], []]);
});

test('a connection that nothing comes over is ended without a word', async () => {
  const { text } = await sendRaw(port, '');
  expect([text, counted]).toEqual(['', []]);
});

test('what is sent after nonsense is not answered again', async () => {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.write('NONSENSE\r\n\r\n');
  await vi.waitUntil(() => text !== '');
  socket.write('NONSENSE\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await closed;
  expect([text.match(/HTTP\/1\.1 \d+/g), counted]).toEqual([['HTTP/1.1 400'], ['malformed']]);
});

test('a client that leaves in the middle is counted, and no failure', async () => {
  const socket = connect(port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab');
  await once(server, 'request');
  socket.resetAndDestroy();
  await vi.waitUntil(() => counted.length > 0);
  expect([counted, explained]).toEqual([['aborted'], []]);
});

test('what a route did not expect is explained by the plane, with a number', async () => {
  const answer = await sendRaw(port, 'GET /broken HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  expect(readProblem(answer)).toEqual(aProblem(503, 'Service unavailable'));
  expect(explained).toEqual([new Error('broken')]);
});

test('connections are kept for longer than load balancers keep them', async () => {
  const { headers } = await fetch(`http://127.0.0.1:${port}/`);
  expect([headers.get('connection'), headers.get('keep-alive')]).toEqual(['keep-alive', 'timeout=75']);
});
