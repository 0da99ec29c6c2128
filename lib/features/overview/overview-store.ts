import { asksForExpiry, type KeyPolicy } from '@/lib/access/key-policies/schema';
import { seenBy } from '@/lib/access/key-records/list-store';
import type { KeyScope } from '@/lib/access/key-records/ownership-policy';
import { Prisma, prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import type { AttentionReason } from './schema';

/** Since when, or until when, a key needs attention. */
export type AttentionLimits = {
  now: Date;
  policy: KeyPolicy;
  expiresBefore: Date;
  credentialsBefore: Date;
  unusedBefore: Date;
};

/**
 * Active keys that need attention, one reason each, the most urgent first: at most `limit`. Built-in keys may be
 * unused, and one whose secret nobody has yet needs nothing. Each reason uses an index of its own and looks no further
 * than `limit`: that many found for one reason are enough, however many keys there are.
 */
export function findAttention(
  db: Db,
  scope: KeyScope,
  { now, policy, expiresBefore, credentialsBefore, unusedBefore }: AttentionLimits,
  limit: number,
): Promise<{ id: string; reason: AttentionReason }[]> {
  const going = Prisma.sql`
    from api_key k where ${seenBy(scope)} and k.status = 'active' and k.issued_at is not null`;
  const unexpired = Prisma.sql`(k.expires_at is null or k.expires_at > ${now})`;
  // A key's own row has its last use a minute later.
  const usedSince = Prisma.sql`coalesce((
    select max(u.at) from credential c join credential_use u on u.credential_id = c.id where c.api_key_id = found.id
  ) > ${unusedBefore}, false)`;
  return prisma(db).$queryRaw`
    select id, reason from (
      select distinct on (id) id, reason, rank, at from (
        (select k.id, 'expires-soon' as reason, 1 as rank, k.expires_at as at ${going}
          and k.expires_at > ${now} and k.expires_at <= ${expiresBefore} order by k.expires_at limit ${limit})
        union all
        (select k.id, 'rotation-due', 2, k.issued_at ${going} and ${unexpired}
          and k.issued_at <= ${credentialsBefore} order by k.issued_at limit ${limit})
        union all
        (select k.id, 'breaks-policy', 3, k.created_at ${going} and ${unexpired} and ${breaksPolicy(policy)}
          order by k.created_at limit ${limit})
        union all
        (select k.id, 'two-credentials', 4, k.old_ends_at ${going} and ${unexpired}
          and k.old_ends_at > ${now} order by k.old_ends_at limit ${limit})
        union all
        (select k.id, 'unused', 5, k.last_used_at ${going} and ${unexpired} and k.origin = 'person'
          and k.last_used_at <= ${unusedBefore} order by k.last_used_at nulls first limit ${limit})
        union all
        (select k.id, 'unused', 5, k.created_at ${going} and ${unexpired} and k.origin = 'person'
          and k.last_used_at is null and k.created_at <= ${unusedBefore} order by k.created_at limit ${limit})
      ) reasons order by id, rank
    ) found
    where not (reason = 'unused' and ${usedSince})
    order by rank, at, id limit ${limit}`;
}

/** `policyProblems` in SQL. Without a policy it is plainly false, so that no key is looked at. */
function breaksPolicy(policy: KeyPolicy): Prisma.Sql {
  const { maxLifetimeDays, requireIpRanges } = policy;
  const parts = [
    asksForExpiry(policy) ? [Prisma.sql`k.expires_at is null`] : [],
    maxLifetimeDays === null
      ? []
      : [Prisma.sql`k.expires_at > k.issued_at + ${maxLifetimeDays}::int * interval '1 day'`],
    requireIpRanges
      ? [
          Prisma.sql`(k.type = 'secret' and k.environment = 'production'
            and (cardinality(k.ip_ranges) = 0 or k.ip_ranges && array['0.0.0.0/0', '::/0']))`,
        ]
      : [],
  ].flat();
  return parts.length === 0
    ? Prisma.sql`false`
    : Prisma.sql`k.origin = 'person' and k.owner_id is null and (${Prisma.join(parts, ' or ')})`;
}

/** How many keys are active, how many of these were created since `since`, and how many are disabled and expired. */
export async function countStates(db: Db, scope: KeyScope, since: Date, now: Date) {
  const active = Prisma.sql`k.status = 'active' and (k.expires_at is null or k.expires_at > ${now})`;
  const [counted] = await prisma(db).$queryRaw<Record<'active' | 'added' | 'disabled' | 'expired', bigint>[]>`
    select count(*) filter (where ${active}) as active,
      count(*) filter (where ${active} and k.created_at > ${since}) as added,
      count(*) filter (where k.status = 'disabled') as disabled,
      count(*) filter (where k.status = 'active' and k.expires_at <= ${now}) as expired
    from api_key k where ${seenBy(scope)}`;
  return {
    active: Number(counted?.active ?? 0),
    added: Number(counted?.added ?? 0),
    disabled: Number(counted?.disabled ?? 0),
    expired: Number(counted?.expired ?? 0),
  };
}
