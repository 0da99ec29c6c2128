import { once } from 'node:events';
import { connect } from 'node:net';

export type RawAnswer = {
  /** 0 if nothing was received. */
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Everything that was received, if it is more than one response. */
  text: string;
};

/** Sends bytes unchanged, and reads until the server closes the connection, which it has to do by itself. */
export async function sendRaw(port: number, bytes: string | Buffer, withinMs = 8_000): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  const giveUp = setTimeout(() => socket.destroy(new Error('The connection stays open')), withinMs);
  socket.write(bytes);
  await once(socket, 'close');
  clearTimeout(giveUp);
  const text = Buffer.concat(chunks).toString('latin1');
  if (socket.errored?.message === 'The connection stays open')
    throw new Error(`It stays open after: ${text}`);
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [line = '', ...fields] = head.split('\r\n');
  const headers = Object.fromEntries(
    fields.map((field) => [
      field.slice(0, field.indexOf(':')).toLowerCase(),
      field.slice(field.indexOf(':') + 1).trim(),
    ]),
  );
  return { status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1] ?? 0), headers, body, text };
}

/** A problem without what differs each time. Compare with `aProblem`. */
export function readProblem({ status, headers, body, text }: RawAnswer) {
  const { requestId, detail, ...rest } = JSON.parse(body || '{}');
  return {
    status,
    type: headers['content-type'],
    caching: headers['cache-control'],
    connection: headers.connection,
    hasDetail: typeof detail === 'string',
    hasRequestId: /^[\da-f-]{36}$/.test(requestId),
    answers: text.match(/HTTP\/1\.1 \d/g)?.length,
    body: rest,
  };
}

export const aProblem = (status: number, title: string) => ({
  status,
  type: 'application/problem+json',
  caching: 'no-store',
  connection: 'close',
  hasDetail: true,
  hasRequestId: true,
  answers: 1,
  body: { type: 'about:blank', title, status },
});
