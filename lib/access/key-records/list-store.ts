import { escapeLike, Prisma, prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { foldName } from '@/lib/platform/text/name-schema';
import type { KeyScope } from './ownership-policy';
import { type KeyQuery, type KeySort, searchesBeginnings } from './query-schema';
import { KEY_STATES } from './schema';

/** The table's query in SQL: Prisma can't order by a state, which isn't a column. */

/** Each is a plain condition, so that PostgreSQL can use an index. */
const STATES: Record<KeyQuery['status'][number], (now: Date) => Prisma.Sql> = {
  active: (now) => Prisma.sql`(k.status = 'active' and (k.expires_at is null or k.expires_at > ${now}))`,
  expired: (now) => Prisma.sql`(k.status = 'active' and k.expires_at <= ${now})`,
  disabled: () => Prisma.sql`k.status = 'disabled'`,
  revoked: () => Prisma.sql`k.status = 'revoked'`,
};

const PLACES: Record<Exclude<KeySort, 'status'>, Prisma.Sql> = {
  name: Prisma.sql`k.name_fold`,
  created: Prisma.sql`k.created_at`,
  lastUsed: Prisma.sql`k.last_used_at`,
  expires: Prisma.sql`k.expires_at`,
};

/** A key that was never used comes first, one that never expires comes last. */
const EMPTY_FIRST: readonly KeySort[] = ['lastUsed'];

/** A page of ids in order, with ties broken by id so that pages never overlap, and the total. */
export async function listKeyIds(
  db: Db,
  scope: KeyScope,
  query: KeyQuery,
  now: Date,
): Promise<{ ids: string[]; total: number }> {
  const where = await whereOf(db, scope, query, now);
  const { page, pageSize } = query;
  if (page === 1) {
    const ids = await readIds(db, where, query, now, { limit: pageSize, offset: 0 });
    // A page that isn't full gives the total away, so that a search reads every name and key once instead of twice.
    return { ids, total: ids.length < pageSize ? ids.length : await countKeys(db, where) };
  }
  const total = await countKeys(db, where);
  const before = (page - 1) * pageSize;
  const limit = Math.min(pageSize, total - before);
  if (limit <= 0) return { ids: [], total };
  const behind = total - before - limit;
  if (before <= behind)
    return { ids: await readIds(db, where, query, now, { limit, offset: before }), total };
  // The last page is the first page in the opposite order.
  const turned = { ...query, descending: !query.descending };
  const ids = await readIds(db, where, turned, now, { limit, offset: behind });
  return { ids: ids.reverse(), total };
}

/** Where a page ended: the last key's place in the order, its folded name and its id. */
export type KeyCursor = { place: string | null; nameFold: string; id: string };

/**
 * The first `limit` ids after a cursor. Unlike pages, they neither skip nor repeat a key when others are added or deleted
 * meanwhile. `next` is where they end, if there are more.
 */
export async function listKeyIdsAfter(
  db: Db,
  scope: KeyScope,
  query: KeyQuery,
  now: Date,
  { after, limit }: { after: KeyCursor | null; limit: number },
): Promise<{ ids: string[]; next: KeyCursor | null }> {
  const where = await whereOf(db, scope, query, now);
  const from =
    query.sort === 'status'
      ? eachState(where, query, now, limit + 1, after)
      : Prisma.sql`select *, ${PLACES[query.sort]} as place from api_key k ${where}
          ${beyond(PLACES[query.sort], query, after)}`;
  const rows = await prisma(db).$queryRaw<(Omit<KeyCursor, 'place'> & { place: string | Date | null })[]>`
    select k.id, k.name_fold as "nameFold", k.place from (${from}) k order by ${order(query)} limit ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const place = last?.place instanceof Date ? last.place.toISOString() : (last?.place ?? null);
  return {
    ids: page.map(({ id }) => id),
    next: last ? { place, nameFold: last.nameFold, id: last.id } : null,
  };
}

/** The condition for keys after a cursor; `place` is the first thing that they are ordered by. */
function beyond(place: Prisma.Sql, { sort, descending }: KeyQuery, after: KeyCursor | null): Prisma.Sql {
  if (!after) return Prisma.empty;
  const isPast = Prisma.raw(descending ? '<' : '>');
  const tied = Prisma.sql`(k.name_fold, k.id) ${isPast} (${after.nameFold}, ${after.id}::uuid)`;
  const nullsComeLast = EMPTY_FIRST.includes(sort) === descending;
  if (after.place === null) {
    return nullsComeLast
      ? Prisma.sql`and ${place} is null and ${tied}`
      : Prisma.sql`and (${place} is not null or ${tied})`;
  }
  const value = TIMES.includes(sort) ? Prisma.sql`${after.place}::timestamptz` : Prisma.sql`${after.place}`;
  const later = Prisma.sql`${place} ${isPast} ${value} or (${place} = ${value} and ${tied})`;
  return nullsComeLast ? Prisma.sql`and (${later} or ${place} is null)` : Prisma.sql`and (${later})`;
}

const TIMES: readonly KeySort[] = ['created', 'lastUsed', 'expires'];

/** The keys `k` that somebody sees and that match the query. */
const whereOf = async (db: Db, scope: KeyScope, query: KeyQuery, now: Date): Promise<Prisma.Sql> =>
  Prisma.sql`where ${seenBy(scope)} ${await search(db, scope, query.q)} ${conditions(query, now)}`;

type Part = { limit: number; offset: number };

async function readIds(
  db: Db,
  where: Prisma.Sql,
  query: KeyQuery,
  now: Date,
  { limit, offset }: Part,
): Promise<string[]> {
  const from =
    query.sort === 'status'
      ? eachState(where, query, now, limit + offset)
      : Prisma.sql`select *, ${PLACES[query.sort]} as place from api_key k ${where}`;
  const rows = await prisma(db).$queryRaw<{ id: string }[]>`
    select k.id from (${from}) k order by ${order(query)} limit ${limit} offset ${offset}`;
  return rows.map(({ id }) => id);
}

/** No index holds the state: the first keys of each state are read, one state after the other. */
function eachState(
  where: Prisma.Sql,
  query: KeyQuery,
  now: Date,
  limit: number,
  after: KeyCursor | null = null,
): Prisma.Sql {
  const states = KEY_STATES.map(
    (state) => Prisma.sql`
      (select k.id, k.name_fold, ${state}::text as place from api_key k ${where} and ${STATES[state](now)}
      ${beyond(Prisma.sql`${state}::text`, query, after)}
      order by ${alike(query.descending)} limit ${limit})`,
  );
  return Prisma.join(states, ' union all ');
}

async function countKeys(db: Db, where: Prisma.Sql): Promise<number> {
  const [counted] = await prisma(db).$queryRaw<{ total: bigint }[]>`
    select count(*) as total from api_key k ${where}`;
  return Number(counted?.total ?? 0);
}

/** Descending order is the exact reverse, so that one index serves both. */
function order({ sort, descending }: KeyQuery): Prisma.Sql {
  const nulls = EMPTY_FIRST.includes(sort) === descending ? 'last' : 'first';
  const place = Prisma.raw(`k.place ${descending ? 'desc' : 'asc'} nulls ${nulls}`);
  return Prisma.sql`${place}, ${alike(descending)}`;
}

/** Among keys that compare as equal. */
const alike = (descending: boolean) =>
  descending ? Prisma.sql`k.name_fold desc, k.id desc` : Prisma.sql`k.name_fold, k.id`;

/** The keys `k` that somebody sees. */
export const seenBy = ({ organizationId, userId, allPersonal }: KeyScope): Prisma.Sql => Prisma.sql`
  k.organization_id = ${organizationId}::uuid
  and (k.owner_id is null or ${allPersonal} or k.owner_id = ${userId}::uuid)`;

/** Whether a person has ever added a key, revoked ones included. */
export async function hasPersonAddedKey(db: Db, scope: KeyScope): Promise<boolean> {
  const [found] = await prisma(db).$queryRaw<unknown[]>`
    select 1 from api_key k where ${seenBy(scope)} and k.origin = 'person' limit 1`;
  return found !== undefined;
}

/**
 * Matches text in a name or an identifier, or a whole external id. External ids are searched only if a key has this one:
 * the extra condition keeps PostgreSQL from reading keys in the table's order and stopping at the end of the page.
 */
async function search(db: Db, { organizationId }: KeyScope, q: string): Promise<Prisma.Sql> {
  const typed = q.trim();
  if (typed === '') return Prisma.empty;
  const named = Prisma.sql`s.text like ${searchPattern(q)}`;
  const [known] = await prisma(db).$queryRaw<unknown[]>`
    select 1 from api_key where organization_id = ${organizationId}::uuid and external_id = ${typed} limit 1`;
  if (known === undefined)
    return Prisma.sql`and exists (select 1 from key_search s where s.api_key_id = k.id and ${named})`;
  return Prisma.sql`and k.id in (
    select s.api_key_id from key_search s where ${named} union
    select e.id from api_key e where e.organization_id = ${organizationId}::uuid and e.external_id = ${typed})`;
}

function conditions(query: KeyQuery, now: Date): Prisma.Sql {
  const parts: Prisma.Sql[] = [];
  if (query.status.length > 0) {
    const states = query.status.map((status) => STATES[status](now));
    parts.push(Prisma.sql`(${Prisma.join(states, ' or ')})`);
  }
  if (query.environment.length > 0) parts.push(Prisma.sql`k.environment::text = any(${query.environment})`);
  if (query.type.length > 0) parts.push(Prisma.sql`k.type::text = any(${query.type})`);
  if (query.permission.length > 0) {
    parts.push(Prisma.sql`exists (
      select 1 from api_key_permission p
      where p.api_key_id = k.id and p.permission_name in (${Prisma.join(query.permission)}))`);
  }
  if (query.dataset.length > 0) {
    const ids = query.dataset.map((id) => Prisma.sql`${id}::uuid`);
    parts.push(Prisma.sql`exists (
      select 1 from api_key_dataset d where d.api_key_id = k.id and d.dataset_id in (${Prisma.join(ids)}))`);
  }
  return parts.length === 0 ? Prisma.empty : Prisma.sql`and ${Prisma.join(parts, ' and ')}`;
}

/** In names and in identifiers, without regard to case: see `KeySearch`. */
function searchPattern(q: string): string {
  const text = foldName(q);
  const start = searchesBeginnings(text) ? '\n' : '';
  return `%${start}${escapeLike(text)}%`;
}
