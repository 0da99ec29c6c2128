import type { IncomingMessage, ServerResponse } from 'node:http';

const TITLES = {
  400: 'Bad request',
  401: 'Unauthorized',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  413: 'Content too large',
  415: 'Unsupported media type',
  431: 'Request header fields too large',
  503: 'Service unavailable',
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** What the caller did wrong, or that it can't be decided now; told as RFC 9457 says. */
export class Problem extends Error {
  constructor(
    readonly status: ProblemStatus,
    readonly detail: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', {}, JSON.stringify(body));
}

/** As `sendJson`, of a body that is JSON in ASCII already: Latin-1 goes out as it is, UTF-8 is encoded first. */
export const sendAscii = (response: ServerResponse, text: string): void =>
  send(response, 200, 'application/json', {}, text, 'latin1');

export function sendProblem(response: ServerResponse, problem: Problem, requestId: string): void {
  const { status, detail, headers } = problem;
  const body = { type: 'about:blank', title: TITLES[status], status, detail, requestId };
  send(response, status, 'application/problem+json', headers, JSON.stringify(body));
}

/**
 * Tells how to authenticate. A scheme is followed by at least one parameter, and without credentials no error is named
 * (RFC 6750 §3).
 */
export const challenge = (shown: boolean): string =>
  shown ? 'Bearer realm="api", error="invalid_token"' : 'Bearer realm="api"';

export function send(
  response: ServerResponse,
  status: number,
  type: string,
  headers: Record<string, string>,
  text: string,
  encoding: Encoding = 'utf8',
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text, encoding),
    'cache-control': 'no-store',
    ...headers,
  });
  endLater(response, text, encoding);
}

/** 200 that says everything in its headers. */
export function sendEmpty(response: ServerResponse, headers: Record<string, string>): void {
  response.writeHead(200, { 'content-length': 0, 'cache-control': 'no-store', ...headers });
  endLater(response, '', 'latin1');
}

type Encoding = 'utf8' | 'latin1';
type Ending = { response: ServerResponse; text: string; encoding: Encoding };

function endLater(response: ServerResponse, text: string, encoding: Encoding): void {
  if (endings.push({ response, text, encoding }) === 1) setImmediate(endAll);
}

let endings: Ending[] = [];

/**
 * The answers of one turn of the event loop go out one right after another. A caller on the same machine that sleeps
 * between two of them has to be woken for each, which costs more than the judging (docs/performance.md).
 */
function endAll(): void {
  const all = endings;
  endings = [];
  for (const { response, text, encoding } of all) response.end(text, encoding);
}

const MOST_BYTES = 16_384;

const tooLarge = () => new Problem(413, 'The body may have at most 16 KB.', { connection: 'close' });

/** The body as text. More than 16 KB is refused, by its announced length before any of it is read. */
export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return reject(tooLarge());
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) {
        request.pause();
        reject(tooLarge());
      } else {
        chunks.push(chunk);
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
  });
}
