import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * A wire between a program and its PostgreSQL that can be held: what is sent then arrives nowhere, and nobody is told,
 * as when a cable is pulled.
 */
export async function holdableWire(databaseUrl: string) {
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
    hold: () => {
      held = true;
    },
    /** How many bytes arrived nowhere so far. */
    swallowed: () => swallowed,
    /** New connections go through again; of those that were held everything since is lost. */
    release: () => {
      held = false;
    },
    /** Whoever still holds an end of it has lost it; new connections go through again. */
    mend: () => {
      held = false;
      drop();
    },
    close: () => {
      drop();
      server.close();
    },
  };
}
