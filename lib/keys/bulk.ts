import { recordChange } from '@/lib/audit/service';
import type { Actor } from '@/lib/auth/actor';
import { can } from '@/lib/auth/rights';
import type { Queries } from '@/lib/db/client';
import { ok, type Result } from '@/lib/result';
import { transactEverywhere } from '@/lib/revocation/service';
import { forbid, keySubject } from './audited';
import { scopeOf } from './ownership-policy';
import type { Transition } from './policy';
import type { BulkOutcome } from './schema';
import { replaceStanding } from './standing';
import { lockStandingOf } from './standing-store';
import { changeStatus, type KeyRecord, lockKey } from './store';
import { currentOf } from './view';

/**
 * Disables, enables or revokes several keys at once: all that can be are, in one transaction, and what came of each is
 * told. An id that is none of the organization's keys is simply not found.
 */
export async function changeStatusOfMany(
  actor: Actor,
  transition: Transition,
  { ids }: { ids: string[] },
): Promise<Result<BulkOutcome[], 'FORBIDDEN'>> {
  const now = new Date();
  const action = `key.${transition}` as const;
  // In one order for everybody: two people who lock the same keys do not wait for each other.
  const ordered = [...new Set(ids)].sort();
  if (!can(actor, 'keys:write')) return forbid(actor, action, ordered[0] ?? null, now);
  return transactEverywhere(async (queries) => {
    const outcomes: BulkOutcome[] = [];
    const changed: KeyRecord[] = [];
    await lockStandingOf(queries, actor.organization.id, ordered);
    for (const id of ordered) {
      const key = await lockKey(queries, scopeOf(actor), id);
      const outcome = key ? await changeOne(queries, actor.organization.id, key, transition) : 'not-found';
      if (key && outcome === 'changed') changed.push(key);
      outcomes.push({ id, name: key?.name ?? null, outcome });
    }
    // After all changes: it locks the end of the audit chain, for which every other change waits.
    for (const key of changed) {
      const details = { key: currentOf(key).key, before: key.status };
      await recordChange(queries, actor, { action, ...keySubject(key.id, key.name), details }, now);
      if (transition === 'revoke') await replaceStanding(queries, actor, key, actor.organization.id, now);
    }
    return ok(outcomes);
  });
}

async function changeOne(
  queries: Queries,
  organizationId: string,
  { id, status }: KeyRecord,
  transition: Transition,
): Promise<'changed' | 'already' | 'revoked'> {
  if (await changeStatus(queries, { id, organizationId }, transition)) return 'changed';
  return status === 'revoked' && transition !== 'revoke' ? 'revoked' : 'already';
}
