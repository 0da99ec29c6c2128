import type { ServerResponse } from 'node:http';

export const TITLES = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  408: 'Request timeout',
  409: 'Conflict',
  412: 'Precondition failed',
  413: 'Content too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Unprocessable content',
  428: 'Precondition required',
  429: 'Too many requests',
  431: 'Request header fields too large',
  500: 'Internal server error',
  503: 'Service unavailable',
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** An error response in the format of RFC 9457. `detail` never contains what a client sent: it may be a secret. */
export class Problem extends Error {
  constructor(
    readonly status: ProblemStatus,
    readonly detail: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
  }
}

/** Sends a problem, or closes the connection if a response has already begun. */
export function sendProblem(response: ServerResponse, problem: Problem, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = bodyOf(problem, requestId);
  response.writeHead(problem.status, headersOf(problem, body));
  response.end(body);
}

/** The same for a request that couldn't be parsed, so that there is no response object. It closes the connection. */
export function formatRawProblem(problem: Problem, requestId: string): string {
  const body = bodyOf(problem, requestId);
  const headers = { ...headersOf(problem, body), connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${problem.status} ${TITLES[problem.status]}`, ...lines, '', body].join('\r\n');
}

const bodyOf = ({ status, detail }: Problem, requestId: string): string =>
  JSON.stringify({ type: 'about:blank', title: TITLES[status], status, detail, requestId });

const headersOf = ({ headers }: Problem, body: string): Record<string, string> => ({
  'content-type': 'application/problem+json',
  'content-length': String(Buffer.byteLength(body)),
  'cache-control': 'no-store',
  ...headers,
});
