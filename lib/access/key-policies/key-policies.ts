import type { KeyRecord } from '@/lib/access/key-records/key-store';
import { currentOf } from '@/lib/access/key-records/view';
import {
  asOperator,
  assertOperator,
  refuseForbidden,
  refuseNonOperator,
} from '@/lib/identity/actor/refusals';
import { can } from '@/lib/identity/actor/rights';
import type { Actor, Person } from '@/lib/identity/actor/schema';
import { differences, recordChange } from '@/lib/platform/audit/record';
import { type Db, database } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Refusal, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { type JudgedTerms, policyProblems } from './policy';
import {
  findOperatorPolicy,
  findOrganizationPolicy,
  lockOrganizationPolicy,
  saveOperatorPolicy,
  saveOrganizationPolicy,
} from './policy-store';
import { type KeyPolicy, readKeyPolicy, stricterOf, type TypedKeyPolicy } from './schema';

/** The policy for an organization's keys: its own and the operator's combined, the stricter rule of each kind. */
export async function effectivePolicy(db: Db, organizationId: string): Promise<KeyPolicy> {
  return stricterOf(await findOrganizationPolicy(db, organizationId), await findOperatorPolicy(db));
}

/** The same for a screen, with the organization's own policy for those who may edit it. */
export async function getPolicies(actor: Actor): Promise<{ effective: KeyPolicy; own: KeyPolicy }> {
  const own = await findOrganizationPolicy(database(), actor.organization.id);
  return { effective: stricterOf(own, await findOperatorPolicy(database())), own };
}

export async function getOperatorPolicy(person: Person): Promise<KeyPolicy> {
  assertOperator(person);
  return findOperatorPolicy(database());
}

/** The terms of a key that policies judge, with `changed` ones in place of its own. */
export const judgedTerms = (
  key: KeyRecord,
  changed: Partial<Pick<JudgedTerms, 'expiresAt' | 'ipRanges'>> = {},
): JudgedTerms => ({ ...key, ...changed, credentialsSince: currentOf(key).createdAt });

/** Null if a key's terms break no policy. */
export async function refuseByPolicy(
  db: Db,
  organizationId: string,
  terms: JudgedTerms,
): Promise<Refusal<'BREAKS_POLICY'> | null> {
  const fields = policyProblems(terms, await effectivePolicy(db, organizationId));
  return Object.keys(fields).length === 0 ? null : refuse('BREAKS_POLICY', { fields });
}

/** Existing keys don't change. Those that break the policy are listed under Needs attention. */
export async function changeOrganizationPolicy(
  actor: Actor,
  typed: TypedKeyPolicy,
): Promise<Result<null, 'FORBIDDEN'>> {
  const now = currentTime();
  const { id, name } = actor.organization;
  const subject = { subjectType: 'organization', subjectId: id, subjectName: name } as const;
  const event = { action: 'policy.edit', ...subject } as const;
  if (!can(actor, 'organization:write')) return refuseForbidden(actor, event, now);
  const after = readKeyPolicy(typed);
  return transact(async (db) => {
    const before = await lockOrganizationPolicy(db, id);
    await saveOrganizationPolicy(db, id, after);
    await recordChange(db, actor, { ...event, details: differences(before, after) }, now);
    return ok(null);
  });
}

export async function changeOperatorPolicy(
  person: Person,
  typed: TypedKeyPolicy,
): Promise<Result<null, 'NOT_OPERATOR'>> {
  const now = currentTime();
  const subject = { subjectType: 'installation', subjectId: null, subjectName: 'Key policies' } as const;
  const event = { action: 'operator-policy.edit', ...subject } as const;
  if (!person.operator) return refuseNonOperator(person, event, now);
  const after = readKeyPolicy(typed);
  return transact(async (db) => {
    const before = await findOperatorPolicy(db);
    await saveOperatorPolicy(db, after);
    await recordChange(db, asOperator(person), { ...event, details: differences(before, after) }, now);
    return ok(null);
  });
}
