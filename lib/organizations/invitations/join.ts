import type { Person } from '@/lib/identity/actor/schema';
import { hashPassword } from '@/lib/identity/passwords/hash';
import { passwordProblem } from '@/lib/identity/passwords/policy';
import { moveSessionTo } from '@/lib/identity/sessions/switch-organization';
import { createUser, hasAccount } from '@/lib/identity/users/users';
import { addMember } from '@/lib/organizations/memberships/membership';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import type { Principal } from '@/lib/platform/audit/schema';
import { type Db, database, isTaken, lockOrganization } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { hashLinkToken } from '@/lib/platform/secrets/link-token';
import { currentTime } from '@/lib/platform/time/clock';
import { findOpenInvitation, takeInvitation } from './invitation-store';
import type { Join, Offer } from './schema';

export type JoinRefusal =
  | 'INVITATION_OVER'
  | 'HAS_ACCOUNT'
  | 'BAD_PASSWORD'
  | 'ALREADY_MEMBER'
  | 'FOR_ANOTHER';

/** What the link offers, or null if it was used, withdrawn, replaced or has expired. Changes nothing. */
export async function viewOffer(token: string): Promise<Offer | null> {
  const found = await findOpenInvitation(database(), hashLinkToken(token), currentTime());
  if (!found) return null;
  const { email, role, organization, invitedBy } = found;
  return {
    organization: organization.name,
    email,
    role,
    invitedBy: invitedBy?.name ?? null,
    hasAccount: await hasAccount(database(), email),
  };
}

/** Somebody without an account gets one. Its address is the invitation's, whatever the form sends. */
export async function joinAsNew(
  { token, name, password }: Join,
  address: string,
): Promise<Result<{ email: string }, JoinRefusal>> {
  const now = currentTime();
  const tokenHash = hashLinkToken(token);
  const offer = await findOpenInvitation(database(), tokenHash, now);
  // Before the password is hashed, which is expensive: a stranger must not be able to cause it.
  if (!offer) return refuse('INVITATION_OVER');
  if (await hasAccount(database(), offer.email)) return refuse('HAS_ACCOUNT');
  const known = [offer.email, name, offer.organization.name];
  const problem = passwordProblem(password, { withAuthenticator: false, known });
  if (problem) return refuse('BAD_PASSWORD', { fields: { password: [problem] } });
  const passwordHash = await hashPassword(password);
  try {
    return await transact<{ email: string }, JoinRefusal>(async (db) => {
      await lockOrganization(db, offer.organization.id);
      const taken = await takeInvitation(db, tokenHash, now);
      if (!taken) return refuse('INVITATION_OVER');
      const { email } = taken;
      const userId = await createUser(db, { email, name, passwordHash, operator: false }, now);
      await acceptInvitation(db, { userId, name, address }, taken, now);
      return ok({ email });
    });
  } catch (error) {
    // The address has got an account meanwhile; the invitation is unchanged.
    if (isTaken(error, 'email')) return refuse('HAS_ACCOUNT');
    throw error;
  }
}

/** Somebody with an account joins with it after signing in: an invitation proves nothing about an existing account. */
export async function joinAsMyself(
  person: Person,
  { token }: { token: string },
): Promise<Result<null, JoinRefusal>> {
  const now = currentTime();
  const tokenHash = hashLinkToken(token);
  const offer = await findOpenInvitation(database(), tokenHash, now);
  if (!offer) return refuse('INVITATION_OVER');
  if (offer.email !== person.email) {
    const event = {
      action: 'invitation.accept',
      ...subject(null, offer.email),
      code: 'FOR_ANOTHER',
    } as const;
    await recordRefusal(person, { ...event, organizationId: offer.organization.id }, now);
    return refuse('FOR_ANOTHER');
  }
  return transact<null, JoinRefusal>(async (db) => {
    await lockOrganization(db, offer.organization.id);
    const taken = await takeInvitation(db, tokenHash, now);
    if (!taken) return refuse('INVITATION_OVER');
    if (!(await acceptInvitation(db, person, taken, now))) return refuse('ALREADY_MEMBER');
    await moveSessionTo(db, person, taken.organizationId);
    return ok(null);
  });
}

type Taken = NonNullable<Awaited<ReturnType<typeof takeInvitation>>>;

async function acceptInvitation(
  db: Db,
  who: Principal & { userId: string },
  { id, organizationId, role, email }: Taken,
  now: Date,
): Promise<boolean> {
  if (!(await addMember(db, { organizationId, userId: who.userId, role }, now))) return false;
  const event = { action: 'invitation.accept', ...subject(id, email), details: { role } } as const;
  await recordChange(db, { ...who, organization: { id: organizationId } }, event, now);
  return true;
}

const subject = (id: string | null, email: string) =>
  ({ subjectType: 'invitation', subjectId: id, subjectName: email }) as const;
