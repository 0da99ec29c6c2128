import { hashPassword } from '@/lib/identity/passwords/hash';
import { createUser } from '@/lib/identity/users/users';
import { addMember } from '@/lib/organizations/memberships/membership';
import { recordChange } from '@/lib/platform/audit/record';
import { inTransaction } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { type CreatedAccount, refuseWeakPassword } from './create-account';
import { newOrganization } from './new-organization';
import type { SetUp } from './schema';
import { isSetUp, isSetupToken } from './setup-link';
import { hasAnyUser, lockFirstAccount, removeSetupLink } from './setup-store';

/** First-run set-up: creates the operator, who is also the Admin of the first organization. */
export async function setUp(
  given: SetUp,
  address: string,
): Promise<Result<CreatedAccount, 'SETUP_CLOSED' | 'SETUP_LINK_OVER' | 'BAD_PASSWORD'>> {
  const now = currentTime();
  if (await isSetUp()) return refuse('SETUP_CLOSED');
  const weak = refuseWeakPassword(given);
  if (weak) return weak;
  const { email, name } = given;
  const passwordHash = await hashPassword(given.password);
  return inTransaction(async (db) => {
    await lockFirstAccount(db);
    if (await hasAnyUser(db)) return refuse('SETUP_CLOSED');
    if (!(await isSetupToken(db, given.token, now))) return refuse('SETUP_LINK_OVER');
    const organization = await newOrganization(db, { name: given.organization, kind: 'publisher' }, now);
    const userId = await createUser(db, { email, name, passwordHash, operator: true }, now);
    await addMember(db, { organizationId: organization.id, userId, role: 'admin' }, now);
    await removeSetupLink(db);
    const event = {
      action: 'installation.set-up',
      subjectType: 'installation',
      subjectId: null,
      subjectName: organization.name,
    } as const;
    await recordChange(db, { userId, name, address, organization }, event, now);
    return ok({ organizationId: organization.id, userId });
  });
}
