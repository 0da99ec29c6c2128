import { createServer } from 'node:net';
import type { Bootstrap } from '@/lib/platform/env/env';
import { StartError } from '../postgres/start-error';

/** Reports a port that another program uses before doing anything else, rather than after a build. */
export async function requireFreePorts(settings: Bootstrap): Promise<void> {
  await requireFree('PORTAL', settings.portalHost, settings.portalPort);
  await requireFree('VERIFIER', settings.verifierHost, settings.verifierPort);
}

function requireFree(plane: string, host: string, port: number): Promise<void> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new StartError(wordsFor(error.code))));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve()));
  });

  function wordsFor(code = ''): string {
    if (code === 'EADDRINUSE')
      return `${plane}_PORT ${port} is taken by another program: stop it, or set another one.`;
    if (code === 'EACCES') return `${plane}_PORT ${port} is not allowed for this user: set one above 1023.`;
    return `${plane}_HOST ${host} is no address of this machine (${code}).`;
  }
}

/** The address at which a process on this machine reaches what listens on `host`. */
export function addressFor(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
