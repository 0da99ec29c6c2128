import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem, sendProblem } from '@/lib/platform/http/problem';

const MAX_BYTES = 512 * 1024;

/** Refuses what is too large: immediately where it says so, else as soon as it gets there. */
export function limitBody(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) throw tooLarge();
  if (request.headers['transfer-encoding'] !== undefined) countBody(request, response, requestId);
}

// What is left of the request is not read.
const tooLarge = () => new Problem(413, 'The body may have at most 512 KB.', { connection: 'close' });

/** Looks on as the parser hands the body over, since reading it here would take it from whoever wants it. */
function countBody(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  let bytes = 0;
  const push = request.push.bind(request);
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    bytes += chunk?.length ?? 0;
    if (bytes <= MAX_BYTES) return push(chunk, encoding);
    if (!response.writableEnded) {
      sendProblem(response, tooLarge(), requestId);
      response.once('close', () => request.destroy());
    }
    return true;
  };
}
