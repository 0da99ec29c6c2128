import { transactAndAwaitVerifiers } from '@/lib/access/revocation/transact-and-await-verifiers';
import { assertOperator, refuseNonOperator } from '@/lib/identity/actor/refusals';
import type { Person } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import type { Principal } from '@/lib/platform/audit/schema';
import { database } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { MAX_COUNTED_HOLDERS } from './catalogue-schema';
import { countHeld, findGranted, findGrantee, type Grantee, insertGrant, removeGrant } from './grant-store';
import { findPermission, listCatalogue } from './permission-store';
import type { ChangeGrant, GrantView } from './schema';

export type GrantRefusal = 'NO_SUCH_ORGANIZATION' | 'NO_SUCH_PERMISSION';

/**
 * The catalogue as one organization has it, each permission with the number of the organization's keys that hold it.
 */
export async function listGrants(person: Person, organizationId: string): Promise<GrantView[]> {
  assertOperator(person);
  const [catalogue, granted] = await Promise.all([
    listCatalogue(database()),
    findGranted(database(), organizationId),
  ]);
  const names = catalogue.map(({ name }) => name);
  const held = await countHeld(database(), organizationId, names, MAX_COUNTED_HOLDERS);
  return catalogue.map(({ name, label, description }) => ({
    name,
    label,
    description,
    granted: granted.has(name),
    keys: held.get(name) ?? 0,
  }));
}

/** Grants or withdraws a permission, from the operator's screen. */
export async function setGrant(
  person: Person,
  { organizationId, permission, granted }: ChangeGrant,
): Promise<Result<null, GrantRefusal | 'NOT_OPERATOR'>> {
  const change = granted ? 'grant' : 'withdraw';
  if (!person.operator) {
    const event = {
      action: `permission.${change}`,
      ...subject({ name: permission, label: permission }),
    } as const;
    return refuseNonOperator(person, { ...event, details: { organizationId } }, currentTime());
  }
  const result = await changeGrantOf(person, change, { organization: { id: organizationId }, permission });
  return result.ok ? ok(null) : result;
}

/**
 * Grants or withdraws a permission, and returns once every verifier applies it. Repeating it changes nothing. A key
 * that holds a withdrawn permission keeps it without effect.
 */
function changeGrantOf(
  who: Principal,
  change: 'grant' | 'withdraw',
  given: { organization: Grantee; permission: string },
): Promise<Result<{ organizationId: string; permission: string }, GrantRefusal>> {
  return transactAndAwaitVerifiers(async (db) => {
    const organization = await findGrantee(db, given.organization);
    if (!organization) return refuse('NO_SUCH_ORGANIZATION');
    const permission = await findPermission(db, given.permission);
    if (!permission) return refuse('NO_SUCH_PERMISSION');
    const grant = { organizationId: organization.id, permissionName: permission.name };
    if (await (change === 'grant' ? insertGrant(db, grant) : removeGrant(db, grant))) {
      const event = { action: `permission.${change}`, ...subject(permission) } as const;
      await recordChange(db, { ...who, organization }, event, currentTime());
    }
    return ok({ organizationId: organization.id, permission: permission.name });
  });
}

const subject = ({ name, label }: { name: string; label: string }) =>
  ({ subjectType: 'permission', subjectId: name, subjectName: label }) as const;

/** Grants or withdraws by the organization's name, as typed on the command line. */
export const changeGrant = (
  who: Principal,
  change: 'grant' | 'withdraw',
  { organization, permission }: { organization: string; permission: string },
) => changeGrantOf(who, change, { organization: { name: organization }, permission });
