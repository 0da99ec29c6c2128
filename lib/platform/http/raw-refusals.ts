import type { Duplex } from 'node:stream';
import { Problem } from './problem';

const LINGER_MS = 1_000;

export type Refusal = { reason: string; problem: Problem };

/** What an error of Node's parser or timers means for the client, or null if the connection is simply gone. */
export function explainParserError(code: string | undefined): Refusal | null {
  switch (code) {
    case 'ECONNRESET':
    case 'EPIPE':
      return null;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { reason: 'timeout', problem: new Problem(408, 'The request took too long.') };
    case 'HPE_HEADER_OVERFLOW':
      return { reason: 'headers-too-large', problem: new Problem(431, 'The headers are too large.') };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { reason: 'body-too-large', problem: new Problem(413, 'A chunk extension is too large.') };
    default:
      return { reason: 'malformed', problem: new Problem(400, 'This is not an HTTP/1.1 request.') };
  }
}

/**
 * Ends a connection with an answer. It is destroyed soon after, whether or not the client closes it too: none of the
 * server's timeouts watches it any more.
 */
export function endConnection(socket: Duplex, answer: string): void {
  socket.on('error', () => undefined);
  // Keep reading: closing a connection with unread bytes resets it, which can discard the answer.
  socket.resume();
  socket.end(answer);
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
}
