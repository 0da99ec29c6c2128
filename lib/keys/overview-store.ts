import type { Queries } from '@/lib/db/client';
import { lastUses } from './last-use';
import type { AttentionReason } from './schema';

/** Since when, or until when, a key wants attention. */
export type AttentionLimits = { now: Date; expiresBefore: Date; credentialsBefore: Date; unusedBefore: Date };

/** Active keys that want something of a person, one reason each, the most urgent first. */
export function findAttention(
  queries: Queries,
  organizationId: string,
  { now, expiresBefore, credentialsBefore, unusedBefore }: AttentionLimits,
): Promise<{ id: string; reason: AttentionReason }[]> {
  return queries.$queryRaw`
    select id, reason from (
      select k.id, k.name_fold, k.expires_at, case
        when k.expires_at <= ${expiresBefore} then 'expires-soon'
        when c.created_at <= ${credentialsBefore} then 'rotation-due'
        when exists (select 1 from credential o where o.api_key_id = k.id and o.ends_at > ${now}) then 'two-credentials'
        when coalesce(used.at, k.created_at) <= ${unusedBefore} then 'unused' end as reason
      from api_key k join credential c on c.api_key_id = k.id and c.replaced_at is null
        left join ${lastUses(organizationId)} on used.api_key_id = k.id
      where k.organization_id = ${organizationId}::uuid
        and k.status = 'active' and (k.expires_at is null or k.expires_at > ${now})) found
    where reason is not null
    order by array_position(array['expires-soon', 'rotation-due', 'two-credentials', 'unused'], reason),
      expires_at, name_fold, id`;
}

/** How many keys are active, of these new since `since`, disabled, and expired. */
export async function countStates(queries: Queries, organizationId: string, since: Date, now: Date) {
  const ended = { expiresAt: { lte: now } };
  const living = { organizationId, status: 'active' as const, NOT: ended };
  const [active, added, disabled, expired] = await Promise.all([
    queries.apiKey.count({ where: living }),
    queries.apiKey.count({ where: { ...living, createdAt: { gt: since } } }),
    queries.apiKey.count({ where: { organizationId, status: 'disabled' } }),
    queries.apiKey.count({ where: { organizationId, status: 'active', ...ended } }),
  ]);
  return { active, added, disabled, expired };
}
