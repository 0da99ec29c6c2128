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
  /** The session in which the person does this. Without one, all sessions end. */
  keepSessionId: string | null;
  /**
   * Whether an OpenID Connect identity may still sign in. One that was linked through a mailbox ends with that mailbox.
   */
  identities: 'keep' | 'unlink';
};

/** How much was revoked, for the audit event. */
export type RevokedAccess = {
  sessionsEnded: number;
  linksEnded: number;
  addressChangesEnded: number;
  identitiesUnlinked: number;
};

/** Call it before a transaction touches anything else of the person's: one order, so that no two can deadlock. */
export const lockAccount = (db: Db, userId: string): Promise<void> => lockAccountRow(db, userId);

/**
 * The one rule for everything that revokes access to an account: a changed or reset password, a new address, another
 * authenticator, a recovery code, an ended session. Everything issued before ends in the same transaction: open links,
 * other sessions, changes in progress.
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

/** For ending a single session: changes in progress, perhaps started in it, end too; the other sessions stay. */
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
