import type { ServerResponse } from 'node:http';

const TITLES = {
  408: 'The request took too long',
  400: 'This is no HTTP request',
  413: 'The request is too large',
  431: 'The request headers are too large',
  500: 'Something went wrong',
  503: 'Not ready',
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** RFC 9457, without a word from the inside. */
function problemBody(status: ProblemStatus): string {
  return JSON.stringify({ type: 'about:blank', title: TITLES[status], status });
}

export function answerProblem(response: ServerResponse, status: ProblemStatus): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = problemBody(status);
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    // What is left of the request is not read.
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(body);
}

/** The same for a request that could not even be parsed, so that there is no response to write to. */
export function rawProblem(status: ProblemStatus): string {
  const body = problemBody(status);
  return [
    `HTTP/1.1 ${status} ${TITLES[status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
