import type { Queries } from '@/lib/db/client';
import { lastUses } from './last-use';
import { seenBy } from './list-store';
import type { Scope } from './ownership-policy';
import type { AttentionReason } from './schema';
import { seenIn } from './store';

/** Since when, or until when, a key wants attention. */
export type AttentionLimits = { now: Date; expiresBefore: Date; credentialsBefore: Date; unusedBefore: Date };

/**
 * Active keys that want something of a person, one reason each, the most urgent first. Those that Keyport made may lie
 * unused, and one whose secret nobody has yet wants nothing.
 */
export function findAttention(
  queries: Queries,
  scope: Scope,
  { now, expiresBefore, credentialsBefore, unusedBefore }: AttentionLimits,
): Promise<{ id: string; reason: AttentionReason }[]> {
  return queries.$queryRaw`
    select id, reason from (
      select k.id, k.name_fold, k.expires_at, case
        when k.expires_at <= ${expiresBefore} then 'expires-soon'
        when c.created_at <= ${credentialsBefore} then 'rotation-due'
        when exists (select 1 from credential o where o.api_key_id = k.id and o.ends_at > ${now} and not o.ended) then 'two-credentials'
        when k.origin = 'person' and coalesce(used.at, k.created_at) <= ${unusedBefore} then 'unused' end as reason
      from api_key k join credential c on c.api_key_id = k.id and c.replaced_at is null
        left join ${lastUses(scope.organizationId)} on used.api_key_id = k.id
      where ${seenBy(scope)} and not (k.type = 'secret' and c.secret_hash is null)
        and k.status = 'active' and (k.expires_at is null or k.expires_at > ${now})) found
    where reason is not null
    order by array_position(array['expires-soon', 'rotation-due', 'two-credentials', 'unused'], reason),
      expires_at, name_fold, id`;
}

/** How many keys are active, of these new since `since`, disabled, and expired. */
export async function countStates(queries: Queries, scope: Scope, since: Date, now: Date) {
  const ended = { expiresAt: { lte: now } };
  const seen = seenIn(scope);
  // In so many words: the opposite of "expires by now" does not hold of a key that never does.
  const going = { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  const living = { AND: [seen, going], status: 'active' as const };
  const [active, added, disabled, expired] = await Promise.all([
    queries.apiKey.count({ where: living }),
    queries.apiKey.count({ where: { ...living, createdAt: { gt: since } } }),
    queries.apiKey.count({ where: { ...seen, status: 'disabled' } }),
    queries.apiKey.count({ where: { ...seen, status: 'active', ...ended } }),
  ]);
  return { active, added, disabled, expired };
}
