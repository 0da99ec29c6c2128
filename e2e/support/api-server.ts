import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Judge = (
  credentials: { key: string; secret: string },
  call: { method: string; path: string },
) => Promise<string>;

/** The API that keys are for: reads Basic credentials (RFC 7617), asks the verifier, and responds. */
export async function startApi(judge: Judge): Promise<{ address: string; stop(): Promise<void> }> {
  const server: Server = createServer(async (request, response) => {
    const [scheme = '', encoded = ''] = (request.headers.authorization ?? '').split(' ');
    const [key = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':');
    const call = { method: request.method ?? '', path: request.url ?? '' };
    const code = scheme === 'Basic' ? await judge({ key, secret }, call) : 'NO_CREDENTIALS';
    response.writeHead(code === 'VALID' ? 200 : 401, { 'content-type': 'text/plain' });
    response.end(`${call.method} ${call.path}: ${code}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
