import { findKey, findKeys } from '@/lib/access/key-records/key-store';
import {
  hasPersonAddedKey,
  type KeyCursor,
  listKeyIds,
  listKeyIdsAfter,
} from '@/lib/access/key-records/list-store';
import { scopeOf } from '@/lib/access/key-records/ownership-policy';
import type { KeyQuery } from '@/lib/access/key-records/query-schema';
import { findRows } from '@/lib/access/key-records/row-store';
import type { KeyDetail, KeyPage } from '@/lib/access/key-records/schema';
import { toDetail, toRow } from '@/lib/access/key-records/view';
import { grantedNames } from '@/lib/access/permissions/list-permissions';
import type { Actor } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { readPage } from '@/lib/platform/paging';
import { currentTime } from '@/lib/platform/time/clock';

/** A page of the table. */
export const listKeys = (actor: Actor, query: KeyQuery): Promise<KeyPage> =>
  readPage(query, (asked) => findPage(actor, asked));

async function findPage(actor: Actor, query: KeyQuery): Promise<KeyPage> {
  const now = currentTime();
  const scope = scopeOf(actor);
  const [{ ids, total }, granted, hasKeysFromPeople] = await Promise.all([
    listKeyIds(database(), scope, query, now),
    grantedNames(database(), scope.organizationId),
    hasPersonAddedKey(database(), scope),
  ]);
  const seen = { actor, granted, rotationDays: settings().rotationDays, now };
  const rows = (await findRows(database(), scope, ids)).map((key) => toRow(key, seen));
  return { rows, total, page: query.page, pageSize: query.pageSize, hasKeysFromPeople };
}

/** The next keys after a cursor, with all their details. */
export async function listKeysAfter(
  actor: Actor,
  query: KeyQuery,
  part: { after: KeyCursor | null; limit: number },
): Promise<{ keys: KeyDetail[]; next: KeyCursor | null }> {
  const now = currentTime();
  const scope = scopeOf(actor);
  const [{ ids, next }, granted] = await Promise.all([
    listKeyIdsAfter(database(), scope, query, now, part),
    grantedNames(database(), scope.organizationId),
  ]);
  const seen = { actor, granted, rotationDays: settings().rotationDays, now };
  const keys = (await findKeys(database(), scope, ids)).map((key) => toDetail(key, seen));
  return { keys, next };
}

export async function getKey(actor: Actor, id: string): Promise<KeyDetail | null> {
  const [key, granted] = await Promise.all([
    findKey(database(), scopeOf(actor), id),
    grantedNames(database(), actor.organization.id),
  ]);
  return key && toDetail(key, { actor, granted, rotationDays: settings().rotationDays, now: currentTime() });
}
