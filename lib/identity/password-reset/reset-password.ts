import { setPassword } from '@/lib/identity/account/change-account';
import { lockAccount, revokeAccountAccess } from '@/lib/identity/account-access/revoke-account-access';
import { passwordProblem } from '@/lib/identity/passwords/policy';
import { type SecondFactorRefusal, spendSecondFactor } from '@/lib/identity/step-up/after-step-up';
import { addressBucket, reserveAttempt, secondFactorBucket } from '@/lib/identity/throttle/attempts';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import { NOT_SIGNED_IN } from '@/lib/platform/audit/schema';
import type { Db } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { hashLinkToken } from '@/lib/platform/secrets/link-token';
import { currentTime } from '@/lib/platform/time/clock';
import { organizationOf, subjectOf } from './reset-link';
import { disablePersonalKeys, findByLink, type ResetPerson, takeReset } from './reset-store';
import type { ResetPassword, ResetStep } from './schema';

export type ResetRefusal = 'RESET_LINK_OVER' | 'BAD_PASSWORD' | 'THROTTLED' | SecondFactorRefusal;

/**
 * Sets a new password, for anyone who has the link from the email, and, if there is an authenticator, its passcode or a
 * recovery code: a mailbox alone must not open what two factors protect. Ends everything issued before.
 */
export async function resetPassword(
  given: ResetPassword,
  address: string,
): Promise<Result<ResetStep, ResetRefusal>> {
  const now = currentTime();
  const attempt = await reserveAttempt([], [addressBucket(address)], now);
  if (!attempt.allowed) return refuse('THROTTLED', attempt);
  const person = await findByLink(hashLinkToken(given.token), now);
  if (!person) {
    await attempt.failed();
    return refuse('RESET_LINK_OVER');
  }
  await attempt.undo();

  const withAuthenticator = person.authenticator?.confirmedAt != null;
  const known = [
    person.email,
    person.name,
    ...person.memberships.map(({ organization }) => organization.name),
  ];
  const problem = passwordProblem(given.password, { withAuthenticator, known });
  if (problem) return refuse('BAD_PASSWORD', { fields: { password: [problem] } });
  if (!withAuthenticator) return transact((db) => change(db, person, given, address, now));
  if (!given.passcode && !given.recoveryCode) return ok('passcode-required');

  const guess = await reserveAttempt([secondFactorBucket(person.id)], [], now);
  if (!guess.allowed) {
    await recordFailure(person, address, 'THROTTLED', now);
    return refuse('THROTTLED', guess);
  }
  const result = await transact((db) => change(db, person, given, address, now));
  if (result.ok) await guess.succeeded();
  else if (result.code === 'RESET_LINK_OVER') await guess.undo();
  else {
    await guess.failed();
    await recordFailure(person, address, result.code, now);
  }
  return result;
}

async function change(
  db: Db,
  person: ResetPerson,
  given: ResetPassword,
  address: string,
  now: Date,
): Promise<Result<ResetStep, ResetRefusal>> {
  await lockAccount(db, person.id);
  if (!(await takeReset(db, person.id, hashLinkToken(given.token), now))) return refuse('RESET_LINK_OVER');
  const wrong = await spendSecondFactor(db, { userId: person.id, sessionId: null }, given, now);
  if (wrong) return wrong;
  await setPassword(db, person.id, given.password);
  const details = await revokeAccountAccess(db, person.id, { keepSessionId: null, identities: 'unlink' });
  await recordChange(db, whoOf(person, address), { ...event(person), details }, now);
  await stopPersonalKeys(db, person, address, now);
  return ok('changed');
}

/** An intruder may have revealed their secrets, so they don't work until the person enables them again. */
async function stopPersonalKeys(db: Db, person: ResetPerson, address: string, now: Date): Promise<void> {
  for (const { id, name, organizationId, key } of await disablePersonalKeys(db, person.id)) {
    const subject = { subjectType: 'key', subjectId: id, subjectName: name } as const;
    const details = { key, before: 'active', because: 'password.reset' };
    const event = { action: 'key.disable', ...subject, organizationId, details } as const;
    await recordChange(db, whoOf(person, address), event, now);
  }
}

/** A stranger may have the link: until the second factor is right, nobody is signed in. */
const recordFailure = (person: ResetPerson, address: string, code: ResetRefusal, now: Date) =>
  recordRefusal({ ...whoOf(person, address), ...NOT_SIGNED_IN }, { ...event(person), code }, now);

const whoOf = (person: ResetPerson, address: string) => ({
  userId: person.id,
  name: person.name,
  address,
  organization: organizationOf(person),
});

const event = (person: ResetPerson) => ({ action: 'password.reset', ...subjectOf(person) }) as const;
