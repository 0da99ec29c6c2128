import type { Server } from 'node:http';

const FINISH_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** Takes no more connections, lets what runs finish, and cuts off what doesn't in time. */
export async function drain(server: Server, finishWithinMs = FINISH_WITHIN_MS): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that is kept alive is idle only once its last answer is out.
  const sweep = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  const force = setTimeout(() => server.closeAllConnections(), finishWithinMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(force);
}

/** Calls back once when this process should end: it is told so, or whoever started it is gone. */
export function onStop(callback: () => void): void {
  let told = false;
  const once = () => {
    if (told) return;
    told = true;
    callback();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once);
  process.on('disconnect', once);
}
