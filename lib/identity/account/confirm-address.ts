import { lockAccount } from '@/lib/identity/account-access/revoke-account-access';
import type { Person } from '@/lib/identity/actor/schema';
import { addressBucket, reserveAttempt } from '@/lib/identity/throttle/attempts';
import { isTaken } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { hashLinkToken } from '@/lib/platform/secrets/link-token';
import { currentTime } from '@/lib/platform/time/clock';
import { findByAddressLink, takeAddressChange } from './address-change-store';
import { notifyAddressChange } from './address-emails';
import { takeAddress } from './change-address';
import type { ConfirmAddress, ConfirmedAddress } from './schema';

export type ConfirmAddressRefusal = 'ADDRESS_LINK_OVER' | 'ADDRESS_TAKEN' | 'THROTTLED';

/**
 * For anyone who has the link: it was sent to the new mailbox, after the person had proved their password. Everything
 * issued before ends; a browser in which the same person is signed in stays signed in.
 */
export async function confirmAddress(
  { token }: ConfirmAddress,
  signedIn: Person | null,
  address: string,
): Promise<Result<ConfirmedAddress, ConfirmAddressRefusal>> {
  const now = currentTime();
  const attempt = await reserveAttempt([], [addressBucket(address)], now);
  if (!attempt.allowed) return refuse('THROTTLED', attempt);
  const tokenHash = hashLinkToken(token);
  const found = await findByAddressLink(tokenHash, now);
  if (!found) {
    await attempt.failed();
    return refuse('ADDRESS_LINK_OVER');
  }
  await attempt.undo();

  const { user, email } = found;
  const [membership] = user.memberships;
  const person = {
    userId: user.id,
    name: user.name,
    email: user.email,
    address,
    organization: membership ? { id: membership.organizationId } : null,
  };
  const keepSessionId = signedIn?.userId === user.id ? signedIn.sessionId : null;
  try {
    const confirmed = await transact<ConfirmedAddress, ConfirmAddressRefusal>(async (db) => {
      await lockAccount(db, user.id);
      if (!(await takeAddressChange(db, tokenHash, now))) return refuse('ADDRESS_LINK_OVER');
      await takeAddress(db, person, email, keepSessionId, now);
      return ok({ email, signedIn: keepSessionId !== null });
    });
    if (confirmed.ok) notifyAddressChange(person, email);
    return confirmed;
  } catch (error) {
    if (isTaken(error, 'email')) return refuse('ADDRESS_TAKEN');
    throw error;
  }
}
