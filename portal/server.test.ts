import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { drain } from '@/lib/shutdown';
import type { Readiness } from './readiness';
import { createPortalServer } from './server';

let server: Server;
afterEach(() => drain(server, 100));

/** The front door before pages that repeat what they see. */
async function open({ ready = true, trusted = [] as string[], holdMs = 0 } = {}): Promise<string> {
  const readiness = { isReady: async () => ready, close: async () => undefined } as unknown as Readiness;
  server = createPortalServer(
    async (request, response) => {
      const bytes = await sizeOf(request).catch(() => -1);
      await new Promise((resolve) => setTimeout(resolve, holdMs));
      if (!response.headersSent) response.end(JSON.stringify({ headers: request.headers, bytes }));
    },
    readiness,
    trusted,
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
    expect(headers).toMatchObject({ 'x-keyport-client': '198.51.100.1', 'x-forwarded-host': 'evil.example' });
    expect(headers).not.toHaveProperty('x-keyport-actor');
    expect(headers).not.toHaveProperty('x-middleware-subrequest');
  });
});

describe('what is too large', () => {
  const body = 'x'.repeat(600 * 1024);

  it('is refused by its announced length', async () => {
    const answer = await fetch(await open(), { method: 'POST', body });
    expect(answer.status).toBe(413);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('is refused on the way when it does not say its length', async () => {
    const stream = new Blob([body]).stream();
    const request = new Request(await open(), {
      method: 'POST',
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect((await fetch(request)).status).toBe(413);
  });

  it('is nothing below half a megabyte', async () => {
    const stream = new Blob([body.slice(0, 500_000)]).stream();
    const request = new Request(await open(), {
      method: 'POST',
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(await (await fetch(request)).json()).toMatchObject({ bytes: 500_000 });
  });

  it('is refused in the headers too', async () => {
    const answer = await fetch(await open(), { headers: { 'x-much': 'x'.repeat(20_000) } });
    expect(answer.status).toBe(431);
    expect(await answer.json()).toMatchObject({ status: 431 });
  });
});

it('answers what is no HTTP with a problem', async () => {
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

it('finishes what runs before it ends', async () => {
  const answer = fetch(await open({ holdMs: 200 }));
  await once(server, 'request');
  await drain(server);
  expect((await answer).status).toBe(200);
});
