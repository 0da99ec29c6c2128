import { ensureDefaultKey } from '@/lib/access/built-in-keys/standing';
import type { OrganizationKind } from '@/lib/identity/actor/schema';
import { hashPassword } from '@/lib/identity/passwords/hash';
import { passwordProblem } from '@/lib/identity/passwords/policy';
import { insertUser } from '@/lib/identity/users/people-store';
import { addMember } from '@/lib/organizations/memberships/membership';
import { COMMAND_LINE, type Who } from '@/lib/platform/audit/principal';
import { recordChange } from '@/lib/platform/audit/record';
import { inTransaction, isTaken, type Queries } from '@/lib/platform/db/client';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import type { SetUp } from './schema';
import { closeSetup, isSetUp, lockFirstAccount, opensSetup } from './setup-link';
import { findOrganization, insertOrganization } from './store';

type NewAccount = { email: string; name: string; password: string };
export type MadeAccount = { organizationId: string; userId: string };

/** First-run set-up: makes the operator, who is also the Admin of the first organization. */
export async function setUp(
  given: SetUp,
  address: string,
): Promise<Result<MadeAccount, 'SETUP_CLOSED' | 'SETUP_LINK_OVER' | 'BAD_PASSWORD'>> {
  const now = currentTime();
  if (await isSetUp()) return refuse('SETUP_CLOSED');
  const problem = weakness(given);
  if (problem) return problem;
  const passwordHash = await hashPassword(given.password);
  return inTransaction(async (queries) => {
    await lockFirstAccount(queries);
    if ((await queries.user.count()) > 0) return refuse('SETUP_CLOSED');
    if (!(await opensSetup(queries, given.token, now))) return refuse('SETUP_LINK_OVER');
    const organization = await newOrganization(queries, { name: given.organization, kind: 'publisher' }, now);
    const userId = await insertUser(queries, { ...pickPerson(given), passwordHash, operator: true }, now);
    await addMember(queries, { organizationId: organization.id, userId, role: 'admin' }, now);
    await closeSetup(queries);
    await recordChange(
      queries,
      { userId, name: given.name, address, organization },
      {
        action: 'installation.set-up',
        subjectType: 'installation',
        subjectId: null,
        subjectName: organization.name,
      },
      now,
    );
    return ok({ organizationId: organization.id, userId });
  });
}

/** An Admin, in an organization that is made if there is none of that name. For the command line. */
export async function createAccount(
  given: NewAccount & { organization: string; kind: OrganizationKind },
): Promise<Result<MadeAccount, 'EMAIL_TAKEN' | 'BAD_PASSWORD'>> {
  return withNewUser(given, false, async (queries, userId, now) => {
    const organization =
      (await findOrganization(queries, given.organization)) ??
      (await newOrganization(queries, { name: given.organization, kind: given.kind }, now));
    await addMember(queries, { organizationId: organization.id, userId, role: 'admin' }, now);
    await recordChange(
      queries,
      { ...COMMAND_LINE, organization },
      { action: 'account.create', ...subject(userId, given.email), details: { role: 'admin' } },
      now,
    );
    return { organizationId: organization.id, userId };
  });
}

/** An operator, who belongs to no organization yet. For the command line. */
export async function createOperator(
  given: NewAccount,
): Promise<Result<{ userId: string }, 'EMAIL_TAKEN' | 'BAD_PASSWORD'>> {
  return withNewUser(given, true, async (queries, userId, now) => {
    const told = { action: 'operator.create', ...subject(userId, given.email) } as const;
    await recordChange(queries, COMMAND_LINE satisfies Who, told, now);
    return { userId };
  });
}

/** With what every new organization starts with. Throws a unique violation where the name is taken. */
export async function newOrganization(
  queries: Queries,
  given: { name: string; kind: OrganizationKind },
  now: Date,
): Promise<{ id: string; name: string }> {
  const organization = await insertOrganization(queries, given, now);
  await ensureDefaultKey(queries, organization.id, now);
  return organization;
}

async function withNewUser<Made>(
  given: NewAccount & { organization?: string },
  operator: boolean,
  more: (queries: Queries, userId: string, now: Date) => Promise<Made>,
): Promise<Result<Made, 'EMAIL_TAKEN' | 'BAD_PASSWORD'>> {
  const now = currentTime();
  const problem = weakness(given);
  if (problem) return problem;
  const passwordHash = await hashPassword(given.password);
  try {
    return await inTransaction(async (queries) => {
      await lockFirstAccount(queries);
      const userId = await insertUser(queries, { ...pickPerson(given), passwordHash, operator }, now);
      const made = await more(queries, userId, now);
      await closeSetup(queries);
      return ok(made);
    });
  } catch (error) {
    if (isTaken(error, 'email'))
      return refuse('EMAIL_TAKEN', { fields: { email: ['Has an account already.'] } });
    throw error;
  }
}

function weakness(given: NewAccount & { organization?: string }) {
  const known = [given.email, given.name, given.organization ?? ''];
  const problem = passwordProblem(given.password, { withAuthenticator: false, known });
  return problem === null ? null : refuse('BAD_PASSWORD', { fields: { password: [problem] } });
}

const pickPerson = ({ email, name }: NewAccount) => ({ email, name });

const subject = (userId: string, email: string) =>
  ({ subjectType: 'user', subjectId: userId, subjectName: email }) as const;
