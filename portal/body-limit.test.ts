import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { drain } from '@/lib/platform/http/drain';
import { freePort } from '@/scripts/postgres/free-port';
import { sendRaw } from '@/test/raw-http';
import { createPortalServer } from './server';

let server: Server;
afterEach(() => drain(server, 100));

/** The portal's server before a page that answers with the size of the body that it has read. */
async function open(read: (request: IncomingMessage) => Promise<number>): Promise<string> {
  const port = await freePort();
  const portalUrl = `http://127.0.0.1:${port}`;
  server = createPortalServer(
    async (request, response) => {
      const bytes = await read(request).catch(() => -1);
      if (!response.headersSent) response.end(JSON.stringify({ bytes }));
    },
    { isReady: async () => true },
    { portalUrl, trustedProxies: [], metricsAccess: { token: undefined, isExposed: false } },
  );
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return portalUrl;
}

async function sizeOf(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of request) bytes += chunk.length;
  return bytes;
}

/** As Next.js reads it: after other work, and by events. */
async function sizeByEvents(request: IncomingMessage): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve));
  let bytes = 0;
  request.on('data', (chunk) => {
    bytes += chunk.length;
  });
  await once(request, 'end');
  return bytes;
}

describe('a body that is too large', () => {
  const body = 'x'.repeat(600 * 1024);

  it('is refused by its announced length', async () => {
    const answer = await fetch(await open(sizeOf), { method: 'POST', body });
    expect(answer.status).toBe(413);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  /** In one chunk, with its end right behind it. */
  const unannounced = async (size: number, read: typeof sizeOf) => {
    let hasReadAll = false;
    let closed: Promise<unknown> = Promise.resolve();
    const address = await open(async (request) => {
      closed = new Promise((resolve) => request.once('close', resolve));
      const bytes = await read(request);
      hasReadAll = true;
      return bytes;
    });
    const { host, port } = new URL(address);
    const head = `POST / HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
    const chunk = `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n0\r\n\r\n`;
    const answer = await sendRaw(Number(port), head + chunk);
    await closed;
    return { answer, hasReadAll };
  };

  describe.each([
    ['by iteration', sizeOf],
    ['by events', sizeByEvents],
  ])('without an announced length, read %s', (_how, read) => {
    it('is refused on the way, and not taken for whole', async () => {
      const { answer, hasReadAll } = await unannounced(512 * 1024 + 1, read);
      expect(answer.status).toBe(413);
      expect(hasReadAll).toBe(false);
    });

    it('is nothing below half a megabyte', async () => {
      const { answer } = await unannounced(500_000, read);
      expect(JSON.parse(answer.body.split('\r\n')[1] ?? answer.body)).toMatchObject({ bytes: 500_000 });
    });
  });
});
