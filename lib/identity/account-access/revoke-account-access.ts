import type { Db } from '@/lib/platform/db/database';
import {
  lockAccountRow,
  removeAddressChange,
  removePendingSeed,
  removeResetLink,
  removeSessionsBut,
  unlinkIdentities,
} from './account-access-store';

type RevokeOptions = {
  /** The session in which the person does this. Without one, nobody stays signed in. */
  keepSessionId: string | null;
  /** Whether an OpenID Connect identity may go on signing in. One that was linked by a mailbox ends with that mailbox. */
  identities: 'keep' | 'unlink';
};

/** How much there was, for the audit event. */
export type RevokedAccess = {
  sessionsEnded: number;
  linksEnded: number;
  addressChangesEnded: number;
  identitiesUnlinked: number;
};

/** Before a transaction touches anything else of the person: one order, so that no two can wait for each other. */
export const lockAccount = (db: Db, userId: string): Promise<void> => lockAccountRow(db, userId);

/**
 * The one rule for every way of taking an account back: a changed or reset password, a new address, another
 * authenticator, a recovery code, a session that was thrown out. Whatever was handed out before, to anyone, ends in
 * the same transaction: open links, other sessions, changes that were begun and not finished.
 */
export async function revokeAccountAccess(
  db: Db,
  userId: string,
  { keepSessionId, identities }: RevokeOptions,
): Promise<RevokedAccess> {
  await lockAccount(db, userId);
  return {
    ...(await cancelPendingChanges(db, userId)),
    sessionsEnded: await removeSessionsBut(db, userId, keepSessionId),
    identitiesUnlinked: identities === 'unlink' ? await unlinkIdentities(db, userId) : 0,
  };
}

/** For someone who throws out a single session: what was begun, maybe in that one, goes with it; the others stay. */
export async function cancelPendingChanges(db: Db, userId: string) {
  await removePendingSeed(db, userId);
  return {
    linksEnded: await removeResetLink(db, userId),
    addressChangesEnded: await removeAddressChange(db, userId),
  };
}

/** How many pending changes of address there were: one or none. */
export const cancelPendingAddress = (db: Db, userId: string): Promise<number> =>
  removeAddressChange(db, userId);
