import { lockBuiltInKeys, replaceBuiltInKey } from '@/lib/access/built-in-keys/built-in-keys';
import { effectivePolicy, judgedTerms } from '@/lib/access/key-policies/key-policies';
import { policyProblems } from '@/lib/access/key-policies/policy';
import { changeStatus, type KeyRecord, lockKeys } from '@/lib/access/key-records/key-store';
import { scopeOf } from '@/lib/access/key-records/ownership-policy';
import { keySubject, type Transition } from '@/lib/access/key-records/policy';
import { currentOf } from '@/lib/access/key-records/view';
import { transactAndAwaitVerifiers } from '@/lib/access/revocation/transact-and-await-verifiers';
import { refuseForbidden } from '@/lib/identity/actor/refusals';
import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import type { Db } from '@/lib/platform/db/database';
import { ok, type Result } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import type { BulkOutcome } from './schema';

/**
 * Disables, enables or revokes several keys at once: all that can be are changed in one transaction, and the outcome
 * for each is returned. An id that isn't one of the organization's keys is simply not found.
 */
export async function changeStatusOfMany(
  actor: Actor,
  transition: Transition,
  { ids }: { ids: string[] },
): Promise<Result<BulkOutcome[], 'FORBIDDEN'>> {
  const now = currentTime();
  const action = `key.${transition}` as const;
  const ordered = [...new Set(ids.map((id) => id.toLowerCase()))].sort();
  if (!can(actor, 'keys:write')) {
    const [first] = ordered;
    return refuseForbidden(actor, { action, ...keySubject(first ?? null, first ?? '') }, now);
  }
  const organizationId = actor.organization.id;
  const result = await transactAndAwaitVerifiers<BulkOutcome[], never>(async (db) => {
    await lockBuiltInKeys(db, organizationId, ordered);
    const keys = new Map((await lockKeys(db, scopeOf(actor), ordered)).map((key) => [key.id, key]));
    const breaking =
      transition === 'enable'
        ? await findBreaking(db, organizationId, [...keys.values()])
        : new Set<string>();
    const allowed = [...keys.keys()].filter((id) => !breaking.has(id));
    const changed = await changeStatus(db, { ids: allowed, organizationId }, transition);
    for (const key of keys.values()) {
      if (!changed.has(key.id)) continue;
      const details = { key: currentOf(key).key, before: key.status };
      await recordChange(db, actor, { action, ...keySubject(key.id, key.name), details }, now);
      if (transition === 'revoke') await replaceBuiltInKey(db, actor, key, organizationId, now);
    }
    const outcomes = ordered.map((id): BulkOutcome => {
      const key = keys.get(id);
      return { id, name: key?.name ?? null, outcome: outcomeOf(key, transition, { changed, breaking }) };
    });
    return ok(outcomes);
  });
  const unknown = result.ok ? result.value.filter(({ outcome }) => outcome === 'not-found') : [];
  if (unknown.length > 0) {
    const details = { keys: unknown.map(({ id }) => id) };
    await recordRefusal(actor, { action, ...keySubject(null, ''), details, code: 'KEY_NOT_FOUND' }, now);
  }
  return result;
}

/** The disabled keys that break a policy, which have to be edited before they can be enabled. */
async function findBreaking(db: Db, organizationId: string, keys: KeyRecord[]): Promise<Set<string>> {
  const policy = await effectivePolicy(db, organizationId);
  const breaking = keys.filter(
    (key) => key.status === 'disabled' && Object.keys(policyProblems(judgedTerms(key), policy)).length > 0,
  );
  return new Set(breaking.map(({ id }) => id));
}

function outcomeOf(
  key: KeyRecord | undefined,
  transition: Transition,
  { changed, breaking }: { changed: ReadonlySet<string>; breaking: ReadonlySet<string> },
): BulkOutcome['outcome'] {
  if (!key) return 'not-found';
  if (breaking.has(key.id)) return 'breaks-policy';
  if (changed.has(key.id)) return 'changed';
  return key.status === 'revoked' && transition !== 'revoke' ? 'revoked' : 'already';
}
