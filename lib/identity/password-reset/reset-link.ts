import { lockAccount } from '@/lib/identity/account-access/revoke-account-access';
import { countRequest, resetAccountBucket, resetBuckets } from '@/lib/identity/throttle/attempts';
import { recordChange } from '@/lib/platform/audit/record';
import { COMMAND_LINE, NOT_SIGNED_IN, type Principal } from '@/lib/platform/audit/schema';
import { inTransaction } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { sendEmail } from '@/lib/platform/mail/send-email';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { newLinkToken } from '@/lib/platform/secrets/link-token';
import { currentTime } from '@/lib/platform/time/clock';
import { MINUTE_MS } from '@/lib/platform/time/durations';
import { findPerson, hasAddress, type ResetPerson, saveReset } from './reset-store';
import type { AskReset } from './schema';

const LIFETIME_MS = 30 * MINUTE_MS;

/** Work that can wait until the response has been sent. */
type Later = (work: () => Promise<void>) => void;

/**
 * Mails a one-time link to the account with this address. Whether there is one is looked up after the response, so that
 * neither its words nor its timing reveal it. Each request counts, by address and account together and by network
 * address.
 */
export async function askReset(
  { email }: AskReset,
  address: string,
  later: Later,
): Promise<Result<undefined, 'THROTTLED'>> {
  const attempt = await countRequest(resetBuckets(email, address), currentTime());
  if (!attempt.allowed) return refuse('THROTTLED', attempt);
  later(() => mailLink(email, address));
  return ok(undefined);
}

async function mailLink(email: string, address: string): Promise<void> {
  const now = currentTime();
  const person = await findPerson(email);
  if (!person) return;
  // So that requests from many addresses can't fill a mailbox, nor keep invalidating the link in the last email.
  if (!(await countRequest([resetAccountBucket(email)], now)).allowed) return;
  const who = { ...NOT_SIGNED_IN, address, organization: organizationOf(person) };
  const made = await makeLink(who, person, now);
  if (!made) return;
  await sendEmail({
    to: person.email,
    subject: 'Choose a new password for Keyport',
    paragraphs: [
      `Hello ${person.name},`,
      `somebody asked for a new password for ${person.email} at ${settings().portalUrl}.`,
    ],
    link: { label: 'Choose a new password', url: made.link },
    closing:
      'The link works once, for 30 minutes. If it was not you who asked, do nothing: your password stays as it is.',
  });
}

/** A one-time link for somebody who can't get mail. For the command line. */
export async function printLink(
  email: string,
): Promise<Result<{ link: string; expiresAt: string }, 'NO_SUCH_ACCOUNT'>> {
  const person = await findPerson(email);
  if (!person) return refuse('NO_SUCH_ACCOUNT');
  const who = { ...COMMAND_LINE, organization: organizationOf(person) };
  const made = await makeLink(who, person, currentTime());
  if (!made) return refuse('NO_SUCH_ACCOUNT');
  const { link, expiresAt } = made;
  return ok({ link, expiresAt: expiresAt.toISOString() });
}

/**
 * The token is in the link's fragment, which browsers don't send to a server; only its hash is stored. Null if the
 * person has another address by now: a link for the account must not go to their former mailbox.
 */
async function makeLink(who: Principal, person: ResetPerson, now: Date) {
  const { token, tokenHash } = newLinkToken();
  const expiresAt = new Date(now.getTime() + LIFETIME_MS);
  return inTransaction(async (db) => {
    await lockAccount(db, person.id);
    if (!(await hasAddress(db, person))) return null;
    await saveReset(db, person.id, { tokenHash, expiresAt });
    await recordChange(db, who, { action: 'password.ask-reset', ...subjectOf(person) }, now);
    return { link: `${settings().portalUrl}/reset-password#${token}`, expiresAt };
  });
}

export const organizationOf = ({ memberships }: ResetPerson) =>
  memberships[0] ? { id: memberships[0].organizationId } : null;

export const subjectOf = ({ id, email }: ResetPerson) =>
  ({ subjectType: 'user', subjectId: id, subjectName: email }) as const;
