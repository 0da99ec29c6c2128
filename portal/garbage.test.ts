import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { badHosts, garbage } from '@/test/garbage';
import { aProblem, readProblem, sendRaw } from '@/test/raw-http';
import { registry } from './metrics';
import { createPortalServer } from './server';

const HOST = 'Host: keys.example.com';
let server: Server;
let port = 0;
/** What reached the pages, with what they would have to serve besides. */
let reached: string[] = [];

beforeAll(async () => {
  server = createPortalServer(
    async (request, response) => {
      const offered = ['upgrade', 'http2-settings'].filter((name) => name in request.headers);
      reached.push([`${request.method} ${request.headers.host}${request.url}`, ...offered].join(' '));
      for await (const _chunk of request);
      response.end('a page');
    },
    { isReady: async () => true },
    {
      portalUrl: 'https://keys.example.com',
      trustedProxies: [],
      metricsAccess: { token: undefined, isExposed: false },
    },
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  reached = [];
});
afterAll(() => server.close());

async function refusals(): Promise<number> {
  const { values } = (await registry.getSingleMetric('keyport_http_refusals_total')?.get()) ?? { values: [] };
  return values.reduce((sum, { value }) => sum + value, 0);
}

describe('what Node would answer by itself is a problem, and counted', () => {
  test.each(garbage('/sign-in'))('$what', async ({ bytes, status, title }) => {
    const before = await refusals();
    const misplaced = typeof bytes === 'string' ? bytes.replaceAll('Host: a\r\n', `${HOST}\r\n`) : bytes;
    expect(readProblem(await sendRaw(port, misplaced))).toEqual(aProblem(status, title));
    expect(await refusals()).toBe(before + 1);
  });

  test.each(badHosts('/sign-in'))('%s', async (_what, bytes) => {
    expect(readProblem(await sendRaw(port, bytes))).toEqual(aProblem(400, 'Bad request'));
    expect(reached).toEqual([]);
  });
});

describe('what is not served is ignored', () => {
  test.each([
    [
      'an upgrade to HTTP/2',
      ['Connection: Upgrade, HTTP2-Settings, close', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'],
    ],
    [
      'an upgrade to a WebSocket',
      [
        'Connection: Upgrade, close',
        'Upgrade: websocket',
        'Sec-WebSocket-Key: x',
        'Sec-WebSocket-Version: 13',
      ],
    ],
    ['an expectation', ['Connection: close', 'Expect: 42']],
    ['the end of a proxy', ['Connection: close', 'X-Forwarded-Host: evil.example']],
  ])('%s', async (_what, headers) => {
    for (const path of ['/healthz', '/sign-in']) {
      const answer = await sendRaw(
        port,
        `GET ${path} HTTP/1.1\r\n${[HOST, ...headers].join('\r\n')}\r\n\r\n`,
      );
      expect(answer.status, answer.text).toBe(200);
    }
    expect(reached).toEqual(['GET keys.example.com/sign-in']);
  });
});

test('a target in absolute form counts as its path, with its host', async () => {
  const ask = (target: string, host: string) =>
    sendRaw(port, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  expect((await ask('https://keys.example.com/keys?a=1', 'evil.example')).body).toContain('a page');
  expect((await ask('http://KEYS.example.com', 'evil.example')).status).toBe(200);
  expect((await ask('http://evil.example/keys', 'keys.example.com')).status).toBe(307);
  expect(reached).toEqual(['GET keys.example.com/keys?a=1', 'GET keys.example.com/']);
});

test.each(['TRACE /sign-in', 'TRACE /', 'OPTIONS *'])('%s: 405, and nothing is repeated', async (line) => {
  const answer = await sendRaw(
    port,
    `${line} HTTP/1.1\r\n${HOST}\r\nX-A: my-secret\r\nConnection: close\r\n\r\n`,
  );
  expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  expect(answer.text).not.toContain('my-secret');
});

test('a broken second request does not take the answer of the first', async () => {
  const first = `GET /sign-in HTTP/1.1\r\n${HOST}\r\n\r\n`;
  const { text } = await sendRaw(port, `${first}NONSENSE\r\n\r\n`);
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
});
