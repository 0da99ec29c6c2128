import { endHandedOut } from '@/lib/identity/account-access/end-handed-out';
import type { Person } from '@/lib/identity/actor/actor';
import { passwordProblem } from '@/lib/identity/passwords/policy';
import type { Proof } from '@/lib/identity/step-up/schema';
import { afterStepUp, ownAccount, type StepUpRefusal } from '@/lib/identity/step-up/service';
import type { AuthenticatorSetup, RecoveryCodes } from '@/lib/identity/two-factor/schema';
import { hasAuthenticator, prepareAuthenticator } from '@/lib/identity/two-factor/service';
import { removeAuthenticator, replaceRecoveryCodes } from '@/lib/identity/two-factor/store';
import { recordChange } from '@/lib/platform/audit/record';
import type { Queries } from '@/lib/platform/db/client';
import { ok, type Result, refuse } from '@/lib/platform/result';
import type { ResetAuthenticator } from './authenticator-schema';

export type ManageRefusal = StepUpRefusal | 'AUTHENTICATOR_OFF' | 'BAD_PASSWORD' | 'AUTHENTICATOR_ON';

/**
 * A new authenticator in place of the one that is on, for anyone who presents that one's passcode or, having lost it, a
 * recovery code. The old one counts until the new one is proved.
 */
export async function beginReplacement(
  person: Person,
  given: ResetAuthenticator,
): Promise<Result<AuthenticatorSetup, ManageRefusal>> {
  return afterStepUp(person, 'authenticator.replace', given, async (queries) => {
    if (!(await hasAuthenticator(queries, person.userId))) return refuse('AUTHENTICATOR_OFF');
    const setup = await prepareAuthenticator(queries, person, { replace: true });
    return setup ? ok(setup) : refuse('AUTHENTICATOR_ON');
  });
}

/** From then on the password stands alone, so it has to be one that can. Ends the person's other sessions. */
export async function turnOffAuthenticator(
  person: Person,
  given: ResetAuthenticator,
): Promise<Result<undefined, ManageRefusal>> {
  return afterStepUp(person, 'authenticator.turn-off', given, async (queries, now) => {
    if (passwordProblem(given.password, { withAuthenticator: false, known: [] })) {
      return refuse('BAD_PASSWORD', { fields: { password: [TOO_WEAK_ALONE] } });
    }
    if (!(await removeAuthenticator(queries, person.userId))) return refuse('AUTHENTICATOR_OFF');
    const details = await endBefore(queries, person);
    await recordChange(
      queries,
      person,
      { action: 'authenticator.turn-off', ...ownAccount(person), details },
      now,
    );
    return ok(undefined);
  });
}

/** Ten new ones, shown this once; the older ones are worth nothing from then on. */
export async function renewRecoveryCodes(
  person: Person,
  proof: Proof,
): Promise<Result<RecoveryCodes, ManageRefusal>> {
  return afterStepUp(person, 'recovery-codes.renew', proof, async (queries, now) => {
    if (!(await hasAuthenticator(queries, person.userId))) return refuse('AUTHENTICATOR_OFF');
    const recoveryCodes = await replaceRecoveryCodes(queries, person.userId);
    const details = await endBefore(queries, person);
    await recordChange(
      queries,
      person,
      { action: 'recovery-codes.renew', ...ownAccount(person), details },
      now,
    );
    return ok({ recoveryCodes });
  });
}

const endBefore = (queries: Queries, { userId, sessionId }: Person) =>
  endHandedOut(queries, userId, { keepSessionId: sessionId, identities: 'keep' });

const TOO_WEAK_ALONE =
  'This password is good enough beside an authenticator, not alone. Change it to one of 15 characters or more first.';
