import { lockAccount } from '@/lib/identity/account-access/revoke-account-access';
import { type SignInOrigin, startSession } from '@/lib/identity/sessions/sessions';
import { emailSchema } from '@/lib/identity/users/email-schema';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import { NOT_SIGNED_IN } from '@/lib/platform/audit/schema';
import { isTaken } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import {
  type ExternalAccount,
  findAccountOf,
  findLinkable,
  insertIdentity,
  stillOpens,
} from './external-store';

/** A person according to a provider. The token's signature and everything else about it was verified before. */
export type ExternalIdentity = {
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
};

export type ExternalRefusal = 'NO_ACCOUNT' | 'EMAIL_UNVERIFIED' | 'EMAIL_UNSUPPORTED' | 'LINKED_OTHERWISE';

type SignedIn = { sessionId: string; userId: string };

/**
 * Signs in the account that is linked to this issuer and subject. The first time, that is the account with the same
 * address, and only if the provider says that the address is verified: otherwise anybody could claim one there and get
 * in here. Strangers don't get an account. The second factor is left to the provider; rolling a key requires a passcode
 * all the same.
 */
export async function signInExternally(
  identity: ExternalIdentity,
  origin: SignInOrigin,
): Promise<Result<SignedIn, ExternalRefusal>> {
  const now = currentTime();
  const linked = await findAccountOf(identity);
  if (linked) return open(linked, identity, false, origin, now);

  if (!identity.email || !identity.emailVerified) {
    return refuseSignIn(identity.email, 'EMAIL_UNVERIFIED', origin, now);
  }
  const email = emailSchema.safeParse(identity.email).data ?? null;
  if (email === null) return refuseSignIn(identity.email, 'EMAIL_UNSUPPORTED', origin, now);
  const account = await findLinkable(email, identity.issuer);
  if (!account) return refuseSignIn(email, 'NO_ACCOUNT', origin, now);
  // An address that the provider has given to somebody new must not open its former owner's account here.
  if (account.identities.length > 0) return refuseSignIn(email, 'LINKED_OTHERWISE', origin, now);
  try {
    return await open(account, identity, true, origin, now);
  } catch (error) {
    // Two first sign-ins at the same time: one of them links, and both are this person.
    const meanwhile = isTaken(error, 'externalIdentity') ? await findAccountOf(identity) : null;
    if (!meanwhile) throw error;
    return open(meanwhile, identity, false, origin, now);
  }
}

function open(
  account: ExternalAccount,
  identity: ExternalIdentity,
  link: boolean,
  origin: SignInOrigin,
  now: Date,
): Promise<Result<SignedIn, ExternalRefusal>> {
  const organizationId = account.memberships[0]?.organizationId ?? null;
  const who = {
    userId: account.id,
    name: account.name,
    address: origin.address,
    organization: organizationId === null ? null : { id: organizationId },
  };
  const subject = { subjectType: 'user', subjectId: account.id, subjectName: account.email } as const;
  return transact<SignedIn, ExternalRefusal>(async (db) => {
    await lockAccount(db, account.id);
    // The link, or the address it was made by, may have been removed since it was read.
    if (!(await stillOpens(db, account, identity, link))) return refuse('NO_ACCOUNT');
    if (link) {
      await insertIdentity(db, identity, account.id);
      const details = { issuer: identity.issuer, subject: identity.subject };
      await recordChange(db, who, { action: 'identity.link', ...subject, details }, now);
    }
    const sessionId = await startSession(db, account.id, organizationId, origin, now);
    const event = { action: 'session.start', ...subject, details: { by: 'OpenID Connect' } } as const;
    await recordChange(db, who, event, now);
    return ok({ sessionId, userId: account.id });
  });
}

async function refuseSignIn(
  email: string | null,
  code: ExternalRefusal,
  { address }: SignInOrigin,
  now: Date,
) {
  const nobody = { ...NOT_SIGNED_IN, address };
  const subject = { subjectType: 'user', subjectId: null, subjectName: email ?? 'No address' } as const;
  const details = { by: 'OpenID Connect' };
  await recordRefusal(nobody, { action: 'session.start', ...subject, details, code }, now);
  return refuse(code);
}
