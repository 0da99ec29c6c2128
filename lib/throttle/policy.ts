/** Failed tries of one bucket, as last written. */
export type Tries = { failures: number; blockedUntil: Date; lastTryAt: Date };

const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** After a quiet day the count starts anew. */
const FORGET_MS = 24 * 3_600_000;

/** How long the next try waits after so many failures: none for five, then 30 s, doubling up to 15 minutes. */
export function waitMs(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_TRIES));
}

/** What a try at `now` makes of a bucket, or null while it must wait. A clock set back lets no one wait longer. */
export function countTry(tries: Tries | null, now: Date): Tries | null {
  if (tries && tries.blockedUntil > now && tries.lastTryAt <= now) return null;
  const forgotten = !tries || now.getTime() - tries.lastTryAt.getTime() > FORGET_MS;
  const failures = forgotten ? 1 : tries.failures + 1;
  return { failures, blockedUntil: new Date(now.getTime() + waitMs(failures)), lastTryAt: now };
}
