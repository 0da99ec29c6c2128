import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from '@/lib/platform/http/problem';

/** A body that is JSON in ASCII already: Latin-1 is sent unchanged, UTF-8 would be encoded first. */
export const sendAscii = (response: ServerResponse, text: string): void =>
  send(response, 200, 'application/json', {}, text, 'latin1');

/**
 * Says how to authenticate. A scheme has at least one parameter, and without credentials no error is named (RFC 6750
 * §3).
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
  queueAnswer(response, text, encoding);
}

/** 200 with everything in its headers. */
export function sendEmpty(response: ServerResponse, headers: Record<string, string>): void {
  response.writeHead(200, { 'content-length': 0, 'cache-control': 'no-store', ...headers });
  queueAnswer(response, '', 'latin1');
}

type Encoding = 'utf8' | 'latin1';
type PendingAnswer = { response: ServerResponse; text: string; encoding: Encoding };

function queueAnswer(response: ServerResponse, text: string, encoding: Encoding): void {
  if (queued.push({ response, text, encoding }) === 1) setImmediate(sendQueued);
}

let queued: PendingAnswer[] = [];

/**
 * The answers of one turn of the event loop are sent back to back. A caller on the same machine that sleeps between two
 * of them has to be woken for each, which costs more than judging does (docs/performance.md).
 */
function sendQueued(): void {
  const all = queued;
  queued = [];
  for (const { response, text, encoding } of all) response.end(text, encoding);
}

const MAX_BYTES = 16_384;

const tooLarge = () => new Problem(413, 'The body may have at most 16 KB.', { connection: 'close' });

/** The body as text. More than 16 KB is refused, by Content-Length before any of it is read. */
export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) return reject(tooLarge());
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) {
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
