import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * A proxy between a program and its PostgreSQL that can be paused: what is sent then arrives nowhere, without an error,
 * as when a cable is pulled.
 */
export async function pausableProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let held = false;
  let swallowed = 0;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    const pass = (data: Buffer, to: Socket) => {
      if (held) swallowed += data.length;
      else to.write(data);
    };
    near.on('data', (data) => pass(data, far));
    far.on('data', (data) => pass(data, near));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    pause: () => {
      held = true;
    },
    /** How many bytes have been lost so far. */
    swallowed: () => swallowed,
    /** New connections get through again; paused ones have lost everything since. */
    release: () => {
      held = false;
    },
    /** Closes paused connections; new ones get through again. */
    restore: () => {
      held = false;
      drop();
    },
    close: () => {
      drop();
      server.close();
    },
  };
}
