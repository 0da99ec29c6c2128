import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { log } from '@/lib/log';
import { Problem, sendJson, sendProblem } from './answer';
import { answerForwardAuth, isForwardAuth } from './forward-auth/route';
import { headersTooLarge, MOST_READ_BYTES } from './header-size';
import type { Parts } from './parts';
import { answerVerify } from './verify-route';

type Handler = (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void>;

/** The verifier's HTTP side: find the route, answer, and turn what went wrong into a problem. */
export function createVerifier(parts: Parts): Server {
  const routes = new Map<string, Handler>([
    ['POST /v1/verify', (request, response, id) => answerVerify(parts, request, response, id)],
    ['GET /healthz', async (_request, response) => sendJson(response, 200, { status: 'ok' })],
    [
      'GET /readyz',
      async (_request, response) => {
        await parts.directory.lookup.ping();
        sendJson(response, 200, { status: 'ready' });
      },
    ],
    [
      'GET /metrics',
      async (_request, response) => {
        const text = await parts.metrics.text();
        response.writeHead(200, { 'content-type': parts.metrics.contentType }).end(text);
      },
    ],
  ]);
  const forwardAuth: Handler = (request, response, id) => answerForwardAuth(parts, request, response, id);
  return createServer(
    {
      maxHeaderSize: MOST_READ_BYTES,
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 75_000,
    },
    async (request, response) => {
      const requestId = randomUUID();
      try {
        await routeOf(routes, request, forwardAuth)(request, response, requestId);
      } catch (error) {
        sendProblem(response, problemOf(error, requestId), requestId);
      }
    },
  );
}

function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) return error;
  log.warn({ err: error, requestId }, 'A request could not be decided');
  return new Problem(503, 'This can not be decided now. Try again.');
}

function routeOf(
  routes: ReadonlyMap<string, Handler>,
  request: IncomingMessage,
  forwardAuth: Handler,
): Handler {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  if (isForwardAuth(path)) return forwardAuth;
  if (headersTooLarge(request)) throw new Problem(431, 'The headers may have at most 16 KB.');
  const handler = routes.get(`${request.method} ${path}`);
  if (handler) return handler;
  const allowed = [...routes.keys()].filter((route) => route.endsWith(` ${path}`));
  if (allowed.length === 0) throw new Problem(404, 'There is nothing at this path.');
  const allow = allowed.map((route) => route.split(' ')[0]).join(', ');
  throw new Problem(405, `Use ${allow}.`, { allow });
}
