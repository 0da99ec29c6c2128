import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { answerApi } from '@/lib/transport/api/dispatch';
import { createPortalServer } from '@/portal/server';
import { freePort } from '@/scripts/postgres/free-port';
import { send } from './http';
import { newActor } from './people';
import { bearer, type Credentials, personalKey } from './personal-keys';

type Ask = {
  method?: string;
  headers?: Record<string, string | string[]>;
  /** Sent as JSON, or as it is if it is text. */
  body?: unknown;
  from?: string;
};

export type ApiAnswer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every kind
  json: any;
};

/** The portal's server with its front door, and the API behind it instead of Next.js. */
export async function startApi() {
  const port = await freePort();
  const portalUrl = `http://localhost:3000`;
  const server = createPortalServer(
    answerByApi,
    { isReady: async () => true },
    { portalUrl, trustedProxies: [], metricsAccess: { token: undefined, isExposed: false } },
  );
  await once(server.listen(port, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const ask = async (path: string, { method = 'GET', headers = {}, body, from }: Ask = {}) => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const type = text === undefined ? {} : { 'Content-Type': 'application/json' };
    const answered = await send(origin, {
      method,
      path: `/api/v1${path}`,
      headers: { Host: 'localhost:3000', ...type, ...headers },
      body: text,
      from,
    });
    const isJson = /json$/.test(String(answered.headers['content-type'])) && answered.body !== '';
    const answer: ApiAnswer = {
      status: answered.status,
      headers: answered.headers,
      text: answered.body,
      json: isJson ? JSON.parse(answered.body) : null,
    };
    return answer;
  };

  return {
    origin,
    ask,
    /** The same with a key. */
    as:
      (credentials: Pick<Credentials, 'key' | 'secret'>) =>
      (path: string, asked: Ask = {}) =>
        ask(path, { ...asked, headers: { ...bearer(credentials), ...asked.headers } }),
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type TestApi = Awaited<ReturnType<typeof startApi>>;
export type AskApi = ReturnType<TestApi['as']>;

/** A person with a personal key, and requests that are made with it. */
export async function newCaller(api: TestApi) {
  const actor = await newActor();
  const mine = await personalKey(actor);
  return { actor, mine, ask: api.as(mine) };
}

export const newKeyBody = (more: object = {}) => ({
  name: `Key ${randomUUID()}`,
  permissions: ['generator'],
  ...more,
});

export const postKey = (ask: AskApi, body: object, idempotencyKey: string = randomUUID()) =>
  ask('/keys', { method: 'POST', headers: { 'Idempotency-Key': idempotencyKey }, body });

async function answerByApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  const hasBody = method !== 'GET' && method !== 'HEAD' && chunks.length > 0;
  const answer = await answerApi(
    new Request(`http://localhost:3000${url}`, {
      method,
      headers,
      ...(hasBody && { body: Buffer.concat(chunks) }),
    }),
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body) Readable.fromWeb(answer.body as never).pipe(response);
  else response.end();
}
