import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { log } from '@/lib/log';
import { refuseLargeBody } from './body-limit';
import { cleanHeaders } from './incoming-headers';
import { countAnswer, sendMetrics } from './metrics';
import { answerProblem, type ProblemStatus, rawProblem } from './problem';
import type { Readiness } from './readiness';

const MAX_HEADER_BYTES = 16 * 1024;
const HEADERS_WITHIN_MS = 15_000;
const REQUEST_WITHIN_MS = 60_000;

type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The portal's front door: what is malformed, too large or pretended is dealt with before the pages see it. */
export function createPortalServer(
  pages: Pages,
  readiness: Readiness,
  trustedProxies: readonly string[],
): Server {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_WITHIN_MS,
    requestTimeout: REQUEST_WITHIN_MS,
  });
  server.on('request', (request, response) => {
    answer(request, response).catch((error) => {
      log.error({ err: error }, 'A request failed');
      answerProblem(response, 500);
    });
  });
  server.on('clientError', refuseUnparsable);
  return server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0];
    if (path === '/healthz') return sayFine(response);
    if (path === '/metrics') return sendMetrics(response);
    if (path === '/readyz') {
      return (await readiness.isReady()) ? sayFine(response) : answerProblem(response, 503);
    }
    countAnswer(response);
    cleanHeaders(request, trustedProxies);
    if (refuseLargeBody(request, response)) return;
    await pages(request, response);
  }
}

function sayFine(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end('ok\n');
}

const STATUS_OF: Record<string, ProblemStatus> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

function refuseUnparsable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(rawProblem(STATUS_OF[error.code ?? ''] ?? 400));
}
