import type { OrganizationKind } from '@/lib/identity/actor/schema';
import { hashPassword } from '@/lib/identity/passwords/hash';
import { passwordProblem } from '@/lib/identity/passwords/policy';
import { createUser } from '@/lib/identity/users/users';
import { addMember } from '@/lib/organizations/memberships/membership';
import { recordChange } from '@/lib/platform/audit/record';
import { COMMAND_LINE } from '@/lib/platform/audit/schema';
import { type Db, inTransaction, isTaken } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { newOrganization } from './new-organization';
import { findOrganization } from './new-organization-store';
import { lockFirstAccount, removeSetupLink } from './setup-store';

type NewAccount = { email: string; name: string; password: string };
export type CreatedAccount = { organizationId: string; userId: string };

/** Creates an Admin for the command line, in the organization of that name, which is created if there is none. */
export async function createAccount(
  given: NewAccount & { organization: string; kind: OrganizationKind },
): Promise<Result<CreatedAccount, 'EMAIL_TAKEN' | 'BAD_PASSWORD'>> {
  return createUserWith(given, { operator: false }, async (db, userId, now) => {
    const organization =
      (await findOrganization(db, given.organization)) ??
      (await newOrganization(db, { name: given.organization, kind: given.kind }, now));
    await addMember(db, { organizationId: organization.id, userId, role: 'admin' }, now);
    const event = {
      action: 'account.create',
      ...subject(userId, given.email),
      details: { role: 'admin' },
    } as const;
    await recordChange(db, { ...COMMAND_LINE, organization }, event, now);
    return { organizationId: organization.id, userId };
  });
}

/** Creates an operator, who belongs to no organization yet, for the command line. */
export async function createOperator(
  given: NewAccount,
): Promise<Result<{ userId: string }, 'EMAIL_TAKEN' | 'BAD_PASSWORD'>> {
  return createUserWith(given, { operator: true }, async (db, userId, now) => {
    await recordChange(db, COMMAND_LINE, { action: 'operator.create', ...subject(userId, given.email) }, now);
    return { userId };
  });
}

/** A new account and what `work` adds to it, in one transaction that also ends the set-up link. */
async function createUserWith<Value>(
  given: NewAccount & { organization?: string },
  { operator }: { operator: boolean },
  work: (db: Db, userId: string, now: Date) => Promise<Value>,
): Promise<Result<Value, 'EMAIL_TAKEN' | 'BAD_PASSWORD'>> {
  const now = currentTime();
  const weak = refuseWeakPassword(given);
  if (weak) return weak;
  const { email, name } = given;
  const passwordHash = await hashPassword(given.password);
  try {
    return await inTransaction(async (db) => {
      await lockFirstAccount(db);
      const userId = await createUser(db, { email, name, passwordHash, operator }, now);
      const value = await work(db, userId, now);
      await removeSetupLink(db);
      return ok(value);
    });
  } catch (error) {
    if (!isTaken(error, 'email')) throw error;
    return refuse('EMAIL_TAKEN', { fields: { email: ['Has an account already.'] } });
  }
}

/** Null if the password is good enough to stand alone. */
export function refuseWeakPassword(given: NewAccount & { organization?: string }) {
  const known = [given.email, given.name, given.organization ?? ''];
  const problem = passwordProblem(given.password, { withAuthenticator: false, known });
  return problem === null ? null : refuse('BAD_PASSWORD', { fields: { password: [problem] } });
}

const subject = (userId: string, email: string) =>
  ({ subjectType: 'user', subjectId: userId, subjectName: email }) as const;
