import { randomUUID } from 'node:crypto';
import { secondsUntil, windowOf } from '@/lib/access/verdict/rate-policy';
import { database, inTransaction } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { MINUTE_MS } from '@/lib/platform/time/durations';
import type { Program } from './authenticate-program';
import {
  countCall,
  countCallsInProgress,
  extendCall,
  insertCall,
  removeCall,
  takeRequest,
} from './call-store';

/** Limits for one key over all portals together, so that a runaway script can't starve everyone else. */
export const MAX_CALLS_A_MINUTE = 600;
const MAX_CALLS_AT_ONCE = 4;
const MAX_EXPORTS_AT_ONCE = 1;

/** Longer than any call takes. An export extends it while it runs. */
const LEASE_MS = 2 * MINUTE_MS;

/** How many calls are left in this minute, and in how many seconds the next one begins. */
export type CallsLeft = { remaining: number; resetSeconds: number };

export type Call = {
  /** Call it while an export goes on. */
  extend(): Promise<void>;
  /** Call it when the answer is complete, or was given up. */
  end(): Promise<void>;
};

type CallRefusal = 'TOO_MANY_REQUESTS' | 'TOO_MANY_AT_ONCE' | 'RATE_LIMITED' | 'NOT_FOUND';

/** Begins a call of a program, unless it has made too many. The caller has to end every call that was begun. */
export async function beginCall(
  { apiKeyId, rate }: Pick<Program, 'apiKeyId' | 'rate'>,
  { isExport }: { isExport: boolean },
): Promise<{ result: Result<Call, CallRefusal>; left: CallsLeft }> {
  const now = currentTime();
  const { startsAt, endsAt } = windowOf('minute', now.getTime());
  const resetSeconds = secondsUntil(endsAt, now.getTime());
  const id = randomUUID();
  const leaseFrom = (at: Date) => new Date(at.getTime() + LEASE_MS);
  let remaining = 0;
  const begun = await inTransaction<Result<null, CallRefusal>>(async (db) => {
    const count = await countCall(db, apiKeyId, new Date(startsAt));
    if (count === null) return refuse('NOT_FOUND');
    remaining = Math.max(0, MAX_CALLS_A_MINUTE - count);
    if (count > MAX_CALLS_A_MINUTE) return refuse('TOO_MANY_REQUESTS', { retryAfterSeconds: resetSeconds });
    const inProgress = await countCallsInProgress(db, apiKeyId, now);
    const isFull =
      inProgress.all >= MAX_CALLS_AT_ONCE || (isExport && inProgress.exports >= MAX_EXPORTS_AT_ONCE);
    if (isFull) return refuse('TOO_MANY_AT_ONCE', { retryAfterSeconds: 1 });
    if (rate) {
      const own = windowOf(rate.period, now.getTime());
      const window = { startsAt: new Date(own.startsAt), limit: rate.limit };
      if (!(await takeRequest(db, apiKeyId, window)))
        return refuse('RATE_LIMITED', { retryAfterSeconds: secondsUntil(own.endsAt, now.getTime()) });
    }
    await insertCall(db, { id, apiKeyId, isExport, leaseUntil: leaseFrom(now) });
    return ok(null);
  });
  const left = { remaining, resetSeconds };
  if (!begun.ok) return { result: begun, left };
  const call: Call = {
    extend: () => extendCall(database(), id, leaseFrom(currentTime())),
    end: () => removeCall(database(), id),
  };
  return { result: ok(call), left };
}
