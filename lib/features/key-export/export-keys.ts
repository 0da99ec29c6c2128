import { z } from 'zod';
import { findKeys, type KeyRecord, rateOf } from '@/lib/access/key-records/key-store';
import { listKeyIds } from '@/lib/access/key-records/list-store';
import { scopeOf } from '@/lib/access/key-records/ownership-policy';
import { stateOf } from '@/lib/access/key-records/policy';
import { type KeyQuery, keyQuerySchema } from '@/lib/access/key-records/query-schema';
import type { KeyDetail } from '@/lib/access/key-records/schema';
import { currentOf, lastUsedAt, toDetail } from '@/lib/access/key-records/view';
import { chosenIds } from '@/lib/access/keys/schema';
import { grantedNames } from '@/lib/access/permissions/list-permissions';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import type { Plain } from '@/lib/platform/audit/schema';
import { database, inTransaction } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { csvOf, filenameFor, jsonLinesOf } from '@/lib/platform/export/file';
import type { Export } from '@/lib/platform/export/schema';
import { ok, type Result } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';

const BATCH = 500;
const ALL = Number.MAX_SAFE_INTEGER;

/**
 * The keys that the table's query finds, in its order, or those of `ids`. Secrets aren't stored, so they aren't
 * exported either. The list of keys is fixed at once, their contents when their batch is written. As CSV, or as a line of
 * JSON for each key if `toJson` is given.
 */
export async function exportKeys(
  actor: Actor,
  { query, ids }: ExportKeys,
  toJson?: (key: KeyDetail) => object,
): Promise<Result<Export, never>> {
  const now = currentTime();
  const everything = { ...query, page: 1, pageSize: ALL };
  const found = await listKeyIds(database(), scopeOf(actor), everything, now);
  const wanted = ids ? found.ids.filter((id) => ids.includes(id)) : found.ids;
  await inTransaction((db) => {
    const { id, name } = actor.organization;
    const subject = { subjectType: 'organization', subjectId: id, subjectName: name } as const;
    const details = { rows: wanted.length, ...(ids ? {} : narrowing(query)) };
    return recordChange(db, actor, { action: 'key.export', ...subject, details }, now);
  });
  const batches = batchesOf(actor, wanted);
  const filename = filenameFor(actor.organization.name, 'api-keys', toJson ? 'jsonl' : 'csv', now);
  const seen = { actor, granted: await grantedNames(database(), actor.organization.id), now };
  const text = toJson
    ? jsonLinesOf<KeyRecord>(
        (key) => toJson(toDetail(key, { ...seen, rotationDays: settings().rotationDays })),
        batches,
      )
    : csvOf(columnsAt(now), batches);
  return ok({ filename, total: wanted.length, text });
}

async function* batchesOf(actor: Actor, ids: readonly string[]): AsyncIterable<KeyRecord[]> {
  for (let start = 0; start < ids.length; start += BATCH) {
    yield await findKeys(database(), scopeOf(actor), ids.slice(start, start + BATCH));
  }
}

/** The parts of the query that leave keys out. */
function narrowing(query: KeyQuery): Record<string, Plain> {
  const { q, sort: _sort, descending: _descending, page: _page, pageSize: _size, ...filters } = query;
  const given = { search: q.trim(), ...filters };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value.length > 0));
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const instant = (at: Date | null): string => at?.toISOString() ?? '';

const columnsAt = (now: Date) =>
  [
    ['Name', (key: KeyRecord) => key.name],
    ['Description', (key: KeyRecord) => key.description],
    ['Key', (key: KeyRecord) => currentOf(key).key],
    ['Type', (key: KeyRecord) => capitalized(key.type)],
    ['Environment', (key: KeyRecord) => capitalized(key.environment)],
    ['Status', (key: KeyRecord) => capitalized(stateOf(key, now))],
    ['Permissions', (key: KeyRecord) => key.permissions.map(({ permission }) => permission.name)],
    ['Datasets', (key: KeyRecord) => key.datasets.map(({ dataset }) => dataset.name)],
    ['Created', (key: KeyRecord) => instant(key.createdAt)],
    ['Created by', (key: KeyRecord) => key.createdBy?.name ?? ''],
    ['Last used', (key: KeyRecord) => instant(lastUsedAt(key) ?? null)],
    ['Expires', (key: KeyRecord) => instant(key.expiresAt)],
    ['IP ranges', (key: KeyRecord) => key.ipRanges],
    ['Used in', (key: KeyRecord) => key.usedIn],
    ['Rate limit', (key: KeyRecord) => rateInWords(key)],
    ['External id', (key: KeyRecord) => key.externalId ?? ''],
    ['Metadata', (key: KeyRecord) => metadataText(key)],
    ['ID', (key: KeyRecord) => key.id],
  ] as const;

const metadataText = ({ metadata }: KeyRecord): string => {
  const text = JSON.stringify(metadata);
  return text === '{}' ? '' : text;
};

function rateInWords(key: KeyRecord): string {
  const rate = rateOf(key);
  return rate ? `${rate.limit} per ${rate.period}` : '';
}

/** What the table's query finds; only `ids` if some were selected. */
export const exportKeysSchema = z.strictObject({ query: keyQuerySchema, ids: chosenIds.optional() });

export type ExportKeys = z.infer<typeof exportKeysSchema>;
