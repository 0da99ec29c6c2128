import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

export type KeyUse = { id: string; at: Date };

/** The first `limit` keys whose own row doesn't have their last use yet. */
export function findNewUses(db: Db, limit: number): Promise<KeyUse[]> {
  return prisma(db).$queryRaw<KeyUse[]>`
    select k.id, max(u.at) as at
    from credential_use u join credential c on c.id = u.credential_id join api_key k on k.id = c.api_key_id
    where k.last_used_at is null or u.at > k.last_used_at
    group by k.id order by k.id limit ${limit}`;
}

/** Locked in the order of their ids, as every change of many keys does. */
export async function saveLastUses(db: Db, uses: readonly KeyUse[]): Promise<number> {
  const ids = uses.map(({ id }) => id);
  await prisma(db).$queryRaw`
    select 1 from api_key where id = any(${ids}::uuid[]) order by id for no key update`;
  return prisma(db).$executeRaw`
    update api_key k set last_used_at = greatest(k.last_used_at, u.at)
    from unnest(${ids}::uuid[], ${uses.map(({ at }) => at)}::timestamptz[]) as u (id, at) where k.id = u.id`;
}
