import { revokeAccountAccess } from '@/lib/identity/account-access/revoke-account-access';
import type { Actor, Person } from '@/lib/identity/actor/schema';
import { hashPassword } from '@/lib/identity/passwords/hash';
import { passwordProblem } from '@/lib/identity/passwords/policy';
import { afterStepUp, ownAccount, type StepUpRefusal } from '@/lib/identity/step-up/after-step-up';
import { hasAuthenticator } from '@/lib/identity/two-factor/authenticator';
import { recordChange } from '@/lib/platform/audit/record';
import { type Db, inTransaction } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { notifyPasswordChange } from './account-notices';
import { saveName, savePasswordHash } from './account-store';
import type { ChangePassword, Rename } from './schema';

export type OwnAccountRefusal = StepUpRefusal | 'BAD_PASSWORD';

export async function rename(person: Person, { name }: Rename): Promise<Result<undefined, never>> {
  const now = currentTime();
  await inTransaction(async (db) => {
    await saveName(db, person.userId, name);
    const details = { before: person.name, after: name };
    await recordChange(db, person, { action: 'account.rename', ...ownAccount(person), details }, now);
  });
  return ok(undefined);
}

/** Everyone who signed in with the old password is signed out, and everything issued before ends. */
export async function changePassword(
  person: Person,
  given: ChangePassword,
): Promise<Result<{ ended: number }, OwnAccountRefusal>> {
  const organization = 'organization' in person ? (person as Actor).organization.name : '';
  const known = [person.email, person.name, organization, given.password];
  const result = await afterStepUp(person, 'password.change', given, async (db, now) => {
    const withAuthenticator = await hasAuthenticator(db, person.userId);
    const problem = passwordProblem(given.newPassword, { withAuthenticator, known });
    if (problem) return refuse('BAD_PASSWORD', { fields: { newPassword: [problem] } });
    await setPassword(db, person.userId, given.newPassword);
    const keepSessionId = person.sessionId;
    const details = await revokeAccountAccess(db, person.userId, { keepSessionId, identities: 'keep' });
    await recordChange(db, person, { action: 'password.change', ...ownAccount(person), details }, now);
    return ok({ ended: details.sessionsEnded });
  });
  if (result.ok) notifyPasswordChange(person);
  return result;
}

/** For somebody who has proved their identity, with a password that was checked. */
export async function setPassword(db: Db, userId: string, password: string): Promise<void> {
  await savePasswordHash(db, userId, await hashPassword(password));
}
