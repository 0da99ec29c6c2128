import type { Queries } from '@/lib/platform/db/client';
import {
  lockAccountRow,
  removeAddressChange,
  removePendingSeed,
  removeResetLink,
  removeSessionsBut,
  unlinkIdentities,
} from './handed-out-store';

type Ending = {
  /** The session in which the person does this. Without one, nobody stays signed in. */
  keepSessionId: string | null;
  /** Whether an OpenID Connect identity may go on signing in. One that was linked by a mailbox ends with that mailbox. */
  identities: 'keep' | 'unlink';
};

/** How much there was, for the audit event. */
export type HandedOut = {
  sessionsEnded: number;
  linksEnded: number;
  addressChangesEnded: number;
  identitiesUnlinked: number;
};

/** Before a transaction touches anything else of the person: one order, so that no two can wait for each other. */
export const lockAccount = (queries: Queries, userId: string): Promise<void> =>
  lockAccountRow(queries, userId);

/**
 * The one rule for every way of taking an account back: a changed or reset password, a new address, another
 * authenticator, a recovery code, a session that was thrown out. Whatever was handed out before, to anyone, ends in
 * the same transaction: open links, other sessions, changes that were begun and not finished.
 */
export async function endHandedOut(
  queries: Queries,
  userId: string,
  { keepSessionId, identities }: Ending,
): Promise<HandedOut> {
  await lockAccount(queries, userId);
  return {
    ...(await endUnfinished(queries, userId)),
    sessionsEnded: await removeSessionsBut(queries, userId, keepSessionId),
    identitiesUnlinked: identities === 'unlink' ? await unlinkIdentities(queries, userId) : 0,
  };
}

/** For someone who throws out a single session: what was begun, maybe in that one, goes with it; the others stay. */
export async function endUnfinished(queries: Queries, userId: string) {
  await removePendingSeed(queries, userId);
  return {
    linksEnded: await removeResetLink(queries, userId),
    addressChangesEnded: await removeAddressChange(queries, userId),
  };
}
