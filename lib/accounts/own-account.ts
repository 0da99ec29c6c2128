import { recordChange, recordRefusal } from '@/lib/audit/service';
import type { Person } from '@/lib/auth/actor';
import { endOtherSessions } from '@/lib/auth/own-sessions';
import { inTransaction, isTaken, type Queries } from '@/lib/db/client';
import { hashPassword } from '@/lib/passwords/hash';
import { passwordProblem } from '@/lib/passwords/policy';
import { ok, type Result, refuse } from '@/lib/result';
import { afterStepUp, ownAccount, type StepUpRefusal } from '@/lib/step-up/service';
import { hasAuthenticator } from '@/lib/two-factor/service';
import { tellOfChange, tellOfPassword } from './notices';
import type { ChangeEmail, ChangePassword, Rename } from './own-schema';
import { saveEmail, saveName, savePasswordHash } from './own-store';

export type OwnAccountRefusal = StepUpRefusal | 'BAD_PASSWORD' | 'EMAIL_TAKEN';

export async function rename(person: Person, { name }: Rename): Promise<Result<undefined, never>> {
  const now = new Date();
  await inTransaction(async (queries) => {
    await saveName(queries, person.userId, name);
    const details = { before: person.name, after: name };
    await recordChange(queries, person, { action: 'account.rename', ...ownAccount(person), details }, now);
  });
  return ok(undefined);
}

/** Ends every other session of the person: whoever came in by the old password is out. */
export async function changePassword(
  person: Person,
  given: ChangePassword,
): Promise<Result<{ ended: number }, OwnAccountRefusal>> {
  const known = [person.email, person.name, person.email.split('@')[0] ?? '', given.password];
  const result = await afterStepUp(person, 'password.change', given, async (queries, now) => {
    const withAuthenticator = await hasAuthenticator(queries, person.userId);
    const problem = passwordProblem(given.newPassword, { withAuthenticator, known });
    if (problem) return refuse('BAD_PASSWORD', { fields: { newPassword: [problem] } });
    await setPassword(queries, person.userId, given.newPassword);
    const ended = await endOtherSessions(queries, person);
    const details = { sessionsEnded: ended };
    await recordChange(queries, person, { action: 'password.change', ...ownAccount(person), details }, now);
    return ok({ ended });
  });
  if (result.ok) tellOfPassword(person);
  return result;
}

/** For who proved by what right, and with a password that was found good enough. */
export async function setPassword(queries: Queries, userId: string, password: string): Promise<void> {
  await savePasswordHash(queries, userId, await hashPassword(password));
}

/** An address that has an account already is refused, on record and counted, so that nobody goes through a list. */
export async function changeEmail(
  person: Person,
  given: ChangeEmail,
): Promise<Result<undefined, OwnAccountRefusal>> {
  const { email } = given;
  try {
    const action = 'account.change-address';
    const result = await afterStepUp<undefined, never>(person, action, given, async (queries, now) => {
      await saveEmail(queries, person.userId, email);
      const details = { before: person.email, after: email };
      await recordChange(queries, person, { action, ...ownAccount(person), details }, now);
      return ok(undefined);
    });
    // To the old address: the new one may be somebody's who took the account over.
    const what = `you sign in to Keyport with ${email} from now on, and no longer with this address.`;
    if (result.ok) tellOfChange(person, 'Your Keyport address was changed', what);
    return result;
  } catch (error) {
    if (!isTaken(error)) throw error;
    const told = { action: 'account.change-address', ...ownAccount(person), code: 'EMAIL_TAKEN' } as const;
    await recordRefusal(person, told, new Date());
    return refuse('EMAIL_TAKEN', { fields: { email: ['This address can not be used. Choose another.'] } });
  }
}
