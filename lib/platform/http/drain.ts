import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const FINISH_WITHIN_MS = 10_000;
/** How long kept-alive connections have for one more request, which is answered and marked as the last. */
const LINGER_MS = 1_000;
const LOOK_EVERY_MS = 20;

const draining = new WeakSet<Server>();

/** Whether `drain` was called: `/readyz` then says so, and each answer ends its connection. */
export const isDraining = (server: Server): boolean => draining.has(server);

/**
 * Stops a server without dropping requests that clients are about to send. At first it goes on answering, with
 * `Connection: close`: when a server closes an idle connection, a request may be on its way, and HTTP/1.1 can't say
 * that it wasn't processed. Then it accepts no more connections, lets requests in progress finish, and closes what
 * doesn't in time.
 */
export async function drain(server: Server, finishWithinMs = FINISH_WITHIN_MS): Promise<void> {
  draining.add(server);
  const end = performance.now() + Math.min(LINGER_MS, finishWithinMs);
  // Checked after a moment: a connection that has just been made isn't counted yet.
  do await delay(LOOK_EVERY_MS);
  while (performance.now() < end && (await countConnections(server)) > 0);
  const closed = new Promise((resolve) => server.close(resolve));
  // A kept-alive connection is idle only once its last answer has been sent.
  const sweep = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  const force = setTimeout(() => server.closeAllConnections(), finishWithinMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(force);
}

const countConnections = (server: Server): Promise<number> =>
  new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)));
