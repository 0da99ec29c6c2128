import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerProblem } from './problem';

const LIMIT_BYTES = 512 * 1024;

/** Refuses what is too large: at once when it says so, else as soon as it gets there. True if it is refused. */
export function refuseLargeBody(request: IncomingMessage, response: ServerResponse): boolean {
  if (Number(request.headers['content-length'] ?? 0) > LIMIT_BYTES) {
    answerProblem(response, 413);
    return true;
  }
  if (request.headers['transfer-encoding'] !== undefined) countBody(request, response);
  return false;
}

/** Looks on as the parser hands the body over, since reading it here would take it from whoever wants it. */
function countBody(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0;
  const push = request.push.bind(request);
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    bytes += chunk?.length ?? 0;
    if (bytes <= LIMIT_BYTES) return push(chunk, encoding);
    if (!response.writableEnded) {
      answerProblem(response, 413);
      response.once('close', () => request.destroy());
    }
    return true;
  };
}
