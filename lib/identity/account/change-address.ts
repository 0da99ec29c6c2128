import {
  cancelPendingAddress,
  lockAccount,
  revokeAccountAccess,
} from '@/lib/identity/account-access/revoke-account-access';
import type { Person } from '@/lib/identity/actor/schema';
import { afterStepUp, ownAccount, type StepUpRefusal } from '@/lib/identity/step-up/after-step-up';
import { addressChangeBucket, countRequest } from '@/lib/identity/throttle/attempts';
import { hasAccount } from '@/lib/identity/users/users';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import { type Db, inTransaction, isTaken } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { hasMail } from '@/lib/platform/mail/send-email';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { newLinkToken } from '@/lib/platform/secrets/link-token';
import { currentTime } from '@/lib/platform/time/clock';
import { HOUR_MS } from '@/lib/platform/time/durations';
import { saveEmail } from './account-store';
import {
  findAddressChange,
  hasOpenInvitation,
  replaceAddressLink,
  saveAddressChange,
} from './address-change-store';
import { notifyAddressRequest, sendAddressLink } from './address-emails';
import type { AddressChangeView, AddressStep, ChangeEmail } from './schema';

export type AddressRefusal = StepUpRefusal | 'EMAIL_TAKEN' | 'NO_ADDRESS_CHANGE' | 'MAIL_FAILED';

const LIFETIME_MS = HOUR_MS;

/**
 * Changes the address to sign in with. If mail is configured, the new one takes effect when the link in an email to it
 * is opened, so that nobody takes an address that isn't theirs; until then the old one stays. Without mail it takes
 * effect immediately.
 */
export async function changeEmail(
  person: Person,
  given: ChangeEmail,
): Promise<Result<AddressStep, AddressRefusal>> {
  return hasMail() ? askForAddress(person, given) : changeImmediately(person, given);
}

async function askForAddress(
  person: Person,
  given: ChangeEmail,
): Promise<Result<AddressStep, AddressRefusal>> {
  const counted = await countRequest([addressChangeBucket(person.userId)], currentTime());
  if (!counted.allowed) return refuse('THROTTLED', counted);
  const { email } = given;
  const { token, stored } = newAddressLink(currentTime());
  const action = 'account.ask-address';
  const asked = await afterStepUp<null, 'EMAIL_TAKEN'>(person, action, given, async (db, now) => {
    if (await hasAccount(db, email)) return addressTaken();
    await saveAddressChange(db, person.userId, { email, ...stored });
    const details = { before: person.email, after: email };
    await recordChange(db, person, { action, ...ownAccount(person), details }, now);
    return ok(null);
  });
  if (!asked.ok) return asked;
  notifyAddressRequest(person, email);
  return sendAddressLink(person, email, token);
}

async function changeImmediately(
  person: Person,
  given: ChangeEmail,
): Promise<Result<AddressStep, AddressRefusal>> {
  const { email } = given;
  const action = 'account.change-address';
  try {
    return await afterStepUp<AddressStep, 'EMAIL_TAKEN'>(person, action, given, async (db, now) => {
      // Nothing proves ownership of the address here, so at least nobody may take one that has an open invitation.
      if (await hasOpenInvitation(db, email, now)) return addressTaken();
      await takeAddress(db, person, email, person.sessionId, now);
      return ok({ step: 'changed', email });
    });
  } catch (error) {
    if (!isTaken(error, 'email')) throw error;
    await recordRefusal(person, { action, ...ownAccount(person), code: 'EMAIL_TAKEN' }, currentTime());
    return addressTaken();
  }
}

/** Throws a unique violation if the address has an account already. */
export async function takeAddress(
  db: Db,
  person: Pick<Person, 'userId' | 'name' | 'email' | 'address'> & { organization?: { id: string } | null },
  email: string,
  keepSessionId: string | null,
  now: Date,
): Promise<void> {
  await saveEmail(db, person.userId, email);
  const ended = await revokeAccountAccess(db, person.userId, { keepSessionId, identities: 'unlink' });
  const details = { before: person.email, after: email, ...ended };
  const subject = { subjectType: 'user', subjectId: person.userId, subjectName: person.email } as const;
  await recordChange(db, person, { action: 'account.change-address', ...subject, details }, now);
}

/** The address that waits for confirmation, or null. */
export async function viewAddressChange({ userId }: Person): Promise<AddressChangeView | null> {
  const found = await findAddressChange(userId);
  return found && { email: found.email, expired: found.expiresAt <= currentTime() };
}

/** Sends a new link to the same address; the previous one no longer works. */
export async function resendAddressLink(person: Person): Promise<Result<AddressStep, AddressRefusal>> {
  const now = currentTime();
  const counted = await countRequest([addressChangeBucket(person.userId)], now);
  if (!counted.allowed) return refuse('THROTTLED', counted);
  const { token, stored } = newAddressLink(now);
  const replaced = await transact<string, AddressRefusal>(async (db) => {
    await lockAccount(db, person.userId);
    const email = await replaceAddressLink(db, person.userId, stored);
    if (email === null) return refuse('NO_ADDRESS_CHANGE');
    const details = { before: person.email, after: email };
    await recordChange(db, person, { action: 'account.ask-address', ...ownAccount(person), details }, now);
    return ok(email);
  });
  return replaced.ok ? sendAddressLink(person, replaced.value, token) : replaced;
}

/** The old address stays. Cancelling what is over already is fine. */
export async function cancelAddressChange(person: Person): Promise<Result<null, never>> {
  const now = currentTime();
  await inTransaction(async (db) => {
    await lockAccount(db, person.userId);
    if ((await cancelPendingAddress(db, person.userId)) === 0) return;
    await recordChange(db, person, { action: 'account.cancel-address', ...ownAccount(person) }, now);
  });
  return ok(null);
}

function newAddressLink(now: Date) {
  const { token, tokenHash } = newLinkToken();
  return { token, stored: { tokenHash, expiresAt: new Date(now.getTime() + LIFETIME_MS) } };
}

const addressTaken = () =>
  refuse('EMAIL_TAKEN', { fields: { email: ['This address can not be used. Choose another.'] } });
