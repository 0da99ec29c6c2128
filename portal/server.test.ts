import { once } from 'node:events';
import { Agent, type IncomingMessage, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { drain } from '@/lib/platform/http/drain';
import type { MetricsAccess } from '@/lib/platform/http/metrics-access';
import { parseNetworks } from '@/lib/platform/network/address';
import { freePort } from '@/scripts/postgres/free-port';
import { send } from '@/test/http';
import { createPortalServer } from './server';

let server: Server;
afterEach(() => drain(server, 100));

type Given = {
  ready?: boolean;
  trusted?: string[];
  holdMs?: number;
  portalUrl?: string;
  metricsAccess?: Partial<MetricsAccess>;
};

/** The front door before pages that repeat what they see. */
async function open({
  ready = true,
  trusted = [],
  holdMs = 0,
  portalUrl,
  metricsAccess = {},
}: Given = {}): Promise<string> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  server = createPortalServer(
    async (request, response) => {
      const bytes = await sizeOf(request).catch(() => -1);
      await new Promise((resolve) => setTimeout(resolve, holdMs));
      if (!response.headersSent) response.end(JSON.stringify({ headers: request.headers, bytes }));
    },
    { isReady: async () => ready },
    {
      portalUrl: portalUrl ?? address,
      trustedProxies: parseNetworks(trusted),
      metricsAccess: { token: undefined, isExposed: false, ...metricsAccess },
    },
  );
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return address;
}

async function sizeOf(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of request) bytes += chunk.length;
  return bytes;
}

const pretended = {
  'x-keyport-client': '198.51.100.1',
  'x-keyport-actor': 'root',
  'x-middleware-subrequest': 'proxy',
  'x-forwarded-for': '198.51.100.1',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '444',
  'x-real-ip': '198.51.100.1',
  'x-action-forwarded': '1',
  forwarded: 'for=198.51.100.1',
};

describe('what a client pretends', () => {
  it('does not reach the pages', async () => {
    const address = await open();
    const { headers } = await (await fetch(address, { headers: pretended })).json();
    expect(headers['x-keyport-client']).toBe('127.0.0.1');
    expect(Object.keys(headers).filter((name) => /^(x-|forwarded)/.test(name))).toEqual(['x-keyport-client']);
  });

  it('counts from a trusted proxy as far as the proxy wrote it', async () => {
    const address = await open({ trusted: ['127.0.0.0/8'] });
    const { headers } = await (
      await fetch(address, { headers: { ...pretended, 'x-forwarded-for': '192.0.2.66, 198.51.100.1' } })
    ).json();
    expect(headers['x-keyport-client']).toBe('198.51.100.1');
    expect(Object.keys(headers).filter((name) => /^(x-|forwarded)/.test(name))).toEqual(['x-keyport-client']);
  });
});

describe('what is too large', () => {
  it('is refused in the headers too', async () => {
    const answer = await fetch(await open(), { headers: { 'x-much': 'x'.repeat(20_000) } });
    expect(answer.status).toBe(431);
    expect(await answer.json()).toMatchObject({ status: 431 });
  });
});

it('answers what is not HTTP with a problem', async () => {
  const port = Number(new URL(await open()).port);
  const socket = connect(port, '127.0.0.1');
  socket.end('HELLO\r\n\r\n');
  let words = '';
  for await (const chunk of socket) words += chunk;
  expect(words).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json/s);
});

it('is ready only while the database answers', async () => {
  const address = await open({ ready: false });
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  expect((await fetch(`${address}/readyz`)).status).toBe(503);
});

describe('a client address that cannot be parsed', () => {
  it.each(['unknown', '', '203.0.113.7,', '_hidden'])('"%s" is unknown, never the proxy', async (given) => {
    const address = await open({ trusted: ['127.0.0.0/8'] });
    const { headers } = await (await fetch(address, { headers: { 'x-forwarded-for': given } })).json();
    expect(headers['x-keyport-client']).toBe('unknown');
  });
});

describe('the name that it is asked for by', () => {
  const portalUrl = 'https://keys.example.com';
  const ask = (address: string, path: string, headers: Record<string, string>, method = 'GET') =>
    send(address, { path, headers, method });

  it.each(['keys.example.com', 'KEYS.example.com', 'keys.example.com:443', 'Keys.Example.Com:443'])(
    '%s is ours, and the pages read it as PORTAL_URL has it',
    async (host) => {
      const answer = await ask(await open({ portalUrl }), '/keys', { host });
      expect([answer.status, JSON.parse(answer.body).headers.host]).toEqual([200, 'keys.example.com']);
    },
  );

  it.each([
    '127.0.0.1',
    'localhost',
    'keys.example.com:80',
    'keys.example.com.',
    'keys.example.com.evil.example',
    'evil.example',
    '[::1]',
  ])('%s leads pages to PORTAL_URL, and tells programs', async (host) => {
    const address = await open({ portalUrl });
    for (const path of [
      '/',
      '/keys?q=a%26b&status=active',
      '//evil.example',
      '/@evil.example',
      '/%0d%0aSet-Cookie:a=b',
    ]) {
      const page = await ask(address, path, { host });
      expect([page.status, page.headers.location], path).toEqual([307, portalUrl + path]);
    }
    expect((await ask(address, '/sign-in', { host }, 'HEAD')).status).toBe(307);
    for (const [path, method] of [
      ['/api/auth/csrf', 'GET'],
      ['/keys', 'POST'],
      ['/', 'OPTIONS'],
    ] as const) {
      const answer = await ask(address, path, { host }, method);
      expect([answer.status, answer.headers['content-type']], path).toEqual([
        421,
        'application/problem+json',
      ]);
    }
  });

  it('may be said by a trusted proxy that asks by another, and by nobody else', async () => {
    const headers = { host: '127.0.0.1', 'x-forwarded-host': 'evil.example, keys.example.com' };
    expect((await ask(await open({ portalUrl, trusted: ['127.0.0.0/8'] }), '/', headers)).status).toBe(200);
    await drain(server, 100);
    expect((await ask(await open({ portalUrl }), '/', headers)).status).toBe(307);
  });

  it('matters to no probe', async () => {
    const address = await open({ portalUrl });
    for (const path of ['/healthz', '/readyz', '/metrics'])
      for (const method of ['GET', 'HEAD'])
        expect((await ask(address, path, { host: 'evil.example' }, method)).status, path).toBe(200);
    const posted = await ask(address, '/healthz', {}, 'POST');
    expect([posted.status, posted.headers.allow]).toEqual([405, 'GET, HEAD']);
  });
});

it.each([
  ['on this machine, without a token', undefined, false, '', 200],
  ['beyond it, without a token', undefined, true, '', 404],
  ['beyond it, with any bearer', undefined, true, 'Bearer x', 404],
  ['with the token', 'the-token', true, 'Bearer the-token', 200],
  ['with the token and the scheme in lower case', 'the-token', false, 'bearer the-token', 200],
  ['without it where it is asked for', 'the-token', false, '', 401],
  ['with another', 'the-token', true, 'Bearer the-tokem', 401],
  ['with it by another scheme', 'the-token', true, 'Basic the-token', 401],
])('metrics %s', async (_case, token, isExposed, authorization, status) => {
  const address = await open({ metricsAccess: { token, isExposed } });
  const answer = await fetch(`${address}/metrics`, { headers: { authorization } });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('www-authenticate') !== null, 'a challenge').toBe(status === 401);
});

it('closes kept-alive connections with their next answer, and is not ready meanwhile', async () => {
  const address = await open();
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const errors: unknown[] = [];
  let [isOver, answered, last] = [false, 0, 0];
  const client = async () => {
    while (!isOver) {
      const answer = await send(address, { path: '/', agent }).catch((error) => error);
      if (answer instanceof Error) {
        // A new connection may come too late: no server can help that.
        if ('onReusedConnection' in answer && answer.onReusedConnection) errors.push(answer);
        return;
      }
      answered += 1;
      if (answer.headers.connection === 'close') last += 1;
    }
  };
  const clients = Promise.all(Array.from({ length: 50 }, client));
  await vi.waitUntil(() => answered > 200);
  const drained = drain(server);
  expect((await fetch(`${address}/readyz`)).status).toBe(503);
  await drained;
  isOver = true;
  await clients;
  agent.destroy();
  expect(errors).toEqual([]);
  expect(last).toBeGreaterThanOrEqual(50);
});

it('finishes what runs before it ends', async () => {
  const answer = fetch(await open({ holdMs: 200 }));
  await once(server, 'request');
  await drain(server);
  expect((await answer).status).toBe(200);
});

describe('a path that cannot be decoded', () => {
  it.each(['/keys/%', '/keys/%ed%a0%80', '/invitations/%ff?q=1', '/%c3%28'])(
    '%s is refused',
    async (path) => {
      const answer = await send(await open(), { path });
      expect(answer.status).toBe(400);
    },
  );

  it.each(['/keys/%00', '/keys?q=%ed%a0%80', '/keys/%c3%a9', '/keys/%25'])(
    '%s can be, and is let through',
    async (path) => {
      const answer = await send(await open(), { path });
      expect(answer.status).toBe(200);
    },
  );
});
