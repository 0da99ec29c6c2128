import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { makeCertificate } from '@/test/certificate';
import { settingsFrom } from '@/test/gateway';
import { startNginx } from '@/test/nginx';

/** How the names of this process's Keyports are resolved: the equivalent of DNS and port 443. */
const ports = new Map<string, number>();
let started = 0;

/** The public name of a Keyport that is about to start: `https://keys.keyport.test`, numbered from the second on. */
export function nextOrigin(): string {
  started += 1;
  return `https://keys${started > 1 ? `-${started}` : ''}.keyport.test`;
}

/** Puts a real nginx with the published settings in front of a portal, for TLS. */
export async function serveOverTls(origin: string, portalPort: number): Promise<() => Promise<void>> {
  const { hostname } = new URL(origin);
  const { certificate, key } = makeCertificate(hostname);
  const nginx = await startNginx(
    (port, home) =>
      settingsFrom('docs/https.md', 'nginx', [
        ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
        ['/etc/nginx/keys.example.com', `${home}/keys`],
        ['keys.example.com', hostname],
        ['127.0.0.1:3000', `127.0.0.1:${portalPort}`],
      ]),
    { 'keys.crt': certificate, 'keys.key': key },
  );
  ports.set(hostname, Number(new URL(nginx.origin).port));
  return async () => {
    ports.delete(hostname);
    await nginx.stop();
  };
}

/**
 * A proxy that leads to those names, for browsers and for direct requests alike: the latter resolve names in Node,
 * where Chromium's host rules don't apply.
 */
export async function startTunnel(): Promise<{ server: string; stop(): void }> {
  const tunnel = createServer((_request, response) => response.writeHead(502).end());
  const sockets = new Set<Socket>();
  tunnel.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  tunnel.on('connect', ({ url = '' }, socket: Socket, head: Buffer) => {
    const port = ports.get(url.replace(/:443$/, ''));
    if (port === undefined) return socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const [end, other] of [
      [onward, socket],
      [socket, onward],
    ] as const) {
      end.on('error', () => other.destroy());
      end.on('close', () => other.destroy());
    }
  });
  tunnel.listen(0, '127.0.0.1');
  await once(tunnel, 'listening');
  return {
    server: `http://127.0.0.1:${(tunnel.address() as AddressInfo).port}`,
    stop() {
      tunnel.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
