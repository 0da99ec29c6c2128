import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem, sendProblem } from '@/lib/platform/http/problem';

const MAX_BYTES = 512 * 1024;

/** Refuses a body that is too large: immediately if its length is announced, otherwise once it exceeds the limit. */
export function limitBody(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) throw tooLarge();
  if (request.headers['transfer-encoding'] !== undefined) countBody(request, response, requestId);
}

// The rest of the request is not read.
const tooLarge = () => new Problem(413, 'The body may have at most 512 KB.', { connection: 'close' });

/** The ways to read a stream: adding a listener for one of these starts it. */
const READING = ['data', 'readable'];

/**
 * Counts the body as it is read. The listener is added together with the reader's own, since the first one starts the
 * stream, and earlier chunks would be lost for the reader.
 */
function countBody(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  let bytes = 0;
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_BYTES) return;
    // The reader gets neither more data nor an end, so that it doesn't act on half a body.
    for (const event of [...READING, 'end']) request.removeAllListeners(event);
    if (!response.writableEnded) sendProblem(response, tooLarge(), requestId);
    response.once('close', () => request.destroy());
  };
  request.on('newListener', function start(event: string) {
    if (!READING.includes(event)) return;
    request.off('newListener', start);
    request.on('data', count);
  });
}
