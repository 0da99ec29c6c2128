import { transactAndAwaitVerifiers } from '@/lib/access/revocation/transact-and-await-verifiers';
import { refuseForbidden } from '@/lib/identity/actor/refusals';
import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { isTaken } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { updateOrganizationName } from './rename-store';
import type { RenameOrganization } from './schema';

/** Changes the name that people see and verifiers answer with. */
export async function renameOrganization(
  actor: Actor,
  { name }: RenameOrganization,
): Promise<Result<null, 'FORBIDDEN' | 'ORGANIZATION_NAME_TAKEN'>> {
  const now = currentTime();
  const { id, name: before } = actor.organization;
  const event = {
    action: 'organization.rename',
    subjectType: 'organization',
    subjectId: id,
    subjectName: before,
    details: { before: { name: before }, after: { name } },
  } as const;
  if (!can(actor, 'organization:write')) return refuseForbidden(actor, event, now);
  if (name === before) return ok(null);
  try {
    return await transactAndAwaitVerifiers(async (db) => {
      await updateOrganizationName(db, id, name);
      await recordChange(db, actor, event, now);
      return ok(null);
    });
  } catch (error) {
    if (!isTaken(error, 'organizationName')) throw error;
    const fields = { name: ['Another organization has this name. Choose another.'] };
    return refuse('ORGANIZATION_NAME_TAKEN', { fields });
  }
}
