import { revokeAccountAccess } from '@/lib/identity/account-access/revoke-account-access';
import type { Person } from '@/lib/identity/actor/schema';
import { passwordProblem } from '@/lib/identity/passwords/policy';
import { afterStepUp, ownAccount, type StepUpRefusal } from '@/lib/identity/step-up/after-step-up';
import type { StepUpProof } from '@/lib/identity/step-up/schema';
import {
  hasAuthenticator,
  prepareAuthenticator,
  removeAuthenticator,
} from '@/lib/identity/two-factor/authenticator';
import { issueRecoveryCodes } from '@/lib/identity/two-factor/recovery-codes';
import type { AuthenticatorSetup, RecoveryCodes } from '@/lib/identity/two-factor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import type { Db } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import type { ResetAuthenticator } from './schema';

export type ManageRefusal = StepUpRefusal | 'AUTHENTICATOR_OFF' | 'BAD_PASSWORD' | 'AUTHENTICATOR_ON';

/**
 * Replaces the authenticator, for anyone who presents its passcode or, if it is lost, a recovery code. The old one
 * stays in use until the new one is confirmed.
 */
export async function beginReplacement(
  person: Person,
  given: ResetAuthenticator,
): Promise<Result<AuthenticatorSetup, ManageRefusal>> {
  return afterStepUp(person, 'authenticator.replace', given, async (db) => {
    if (!(await hasAuthenticator(db, person.userId))) return refuse('AUTHENTICATOR_OFF');
    const setup = await prepareAuthenticator(db, person, { replace: true });
    return setup ? ok(setup) : refuse('AUTHENTICATOR_ON');
  });
}

/** From then on there is only the password, so it has to be strong enough alone. Ends the person's other sessions. */
export async function turnOffAuthenticator(
  person: Person,
  given: ResetAuthenticator,
): Promise<Result<undefined, ManageRefusal>> {
  return afterStepUp(person, 'authenticator.turn-off', given, async (db, now) => {
    if (passwordProblem(given.password, { withAuthenticator: false, known: [] })) {
      return refuse('BAD_PASSWORD', { fields: { password: [TOO_WEAK_ALONE] } });
    }
    if (!(await removeAuthenticator(db, person.userId))) return refuse('AUTHENTICATOR_OFF');
    const details = await endBefore(db, person);
    await recordChange(db, person, { action: 'authenticator.turn-off', ...ownAccount(person), details }, now);
    return ok(undefined);
  });
}

/** Ten new ones, shown once; older ones no longer work. */
export async function renewRecoveryCodes(
  person: Person,
  proof: StepUpProof,
): Promise<Result<RecoveryCodes, ManageRefusal>> {
  return afterStepUp(person, 'recovery-codes.renew', proof, async (db, now) => {
    if (!(await hasAuthenticator(db, person.userId))) return refuse('AUTHENTICATOR_OFF');
    const recoveryCodes = await issueRecoveryCodes(db, person.userId);
    const details = await endBefore(db, person);
    await recordChange(db, person, { action: 'recovery-codes.renew', ...ownAccount(person), details }, now);
    return ok({ recoveryCodes });
  });
}

const endBefore = (db: Db, { userId, sessionId }: Person) =>
  revokeAccountAccess(db, userId, { keepSessionId: sessionId, identities: 'keep' });

const TOO_WEAK_ALONE =
  'This password is good enough beside an authenticator, not alone. Change it to one of 15 characters or more first.';
