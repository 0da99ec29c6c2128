import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/**
 * Counts a call in the window that begins at `startsAt`, and returns the window's count. It locks the key's window until
 * the transaction ends, so that of two calls at the same time the second sees the first. Null if the key is gone.
 */
export async function countCall(db: Db, apiKeyId: string, startsAt: Date): Promise<number | null> {
  const [row] = await prisma(db).$queryRaw<{ count: number }[]>`
    insert into call_window as w (api_key_id, starts_at, count)
    select id, ${startsAt}::timestamptz, 1 from api_key where id = ${apiKeyId}::uuid for key share
    on conflict (api_key_id) do update set
      starts_at = greatest(w.starts_at, excluded.starts_at),
      count = case when w.starts_at < excluded.starts_at then 1 else w.count + 1 end
    returning count`;
  return row?.count ?? null;
}

/** Takes one request of the key's own limit, as verifiers with exact limits count it. False if none is left. */
export async function takeRequest(
  db: Db,
  apiKeyId: string,
  { startsAt, limit }: { startsAt: Date; limit: number },
): Promise<boolean> {
  const rows = await prisma(db).$queryRaw<unknown[]>`
    insert into rate_window as w (api_key_id, starts_at, count) values (${apiKeyId}::uuid, ${startsAt}, 1)
    on conflict (api_key_id) do update set
      starts_at = greatest(w.starts_at, excluded.starts_at),
      count = case when w.starts_at < excluded.starts_at then 1 else w.count + 1 end
    where w.starts_at < excluded.starts_at or w.count < ${limit}
    returning 1`;
  return rows.length > 0;
}

/** How many calls of a key are in progress, and how many of them are exports. */
export async function countCallsInProgress(db: Db, apiKeyId: string, now: Date) {
  await prisma(db).callInProgress.deleteMany({ where: { apiKeyId, leaseUntil: { lte: now } } });
  const calls = await prisma(db).callInProgress.findMany({ where: { apiKeyId }, select: { isExport: true } });
  return { all: calls.length, exports: calls.filter(({ isExport }) => isExport).length };
}

export async function insertCall(
  db: Db,
  call: { id: string; apiKeyId: string; isExport: boolean; leaseUntil: Date },
): Promise<void> {
  await prisma(db).callInProgress.create({ data: call, select: { id: true } });
}

export async function extendCall(db: Db, id: string, leaseUntil: Date): Promise<void> {
  await prisma(db).callInProgress.updateMany({ where: { id }, data: { leaseUntil } });
}

export async function removeCall(db: Db, id: string): Promise<void> {
  await prisma(db).callInProgress.deleteMany({ where: { id } });
}
