import { datasetLabels, requireDatasets } from '@/lib/access/datasets/require-datasets';
import type { DatasetName } from '@/lib/access/datasets/schema';
import { judgedTerms, refuseByPolicy } from '@/lib/access/key-policies/key-policies';
import { type KeyRecord, rateOf, updateKey } from '@/lib/access/key-records/key-store';
import type { Metadata } from '@/lib/access/key-records/metadata-schema';
import { grantableTo } from '@/lib/access/key-records/ownership-policy';
import { forbiddenPermissions, keySubject } from '@/lib/access/key-records/policy';
import { permissionNames } from '@/lib/access/key-records/view';
import { grantedNames, listAllowedForPublicKeys } from '@/lib/access/permissions/list-permissions';
import type { RateLimit } from '@/lib/access/verdict/rate-limit-schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { differences, recordChange, recordRefusal } from '@/lib/platform/audit/record';
import { type Db, isTaken } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { changeKey } from './change-key';
import { type CreateRefusal, nameTaken, permissionNotGranted } from './create-key';
import { type EditedKeyValues, NO_PERMISSION } from './schema';
import { readAttached, readExpiration, readRanges, readRate } from './terms';

export type EditRefusal =
  | Exclude<CreateRefusal, 'KEY_LIMIT'>
  | 'KEY_NOT_FOUND'
  | 'KEY_CHANGED'
  | 'NO_PERMISSION';

/** Changes everything that isn't fixed at creation. Key and secret stay the same, and the next request obeys the change. */
export async function editKey(actor: Actor, given: EditedKeyValues): Promise<Result<null, EditRefusal>> {
  const now = currentTime();
  const ipRanges = readRanges(given.ipRanges, given.everyone);
  if (!ipRanges.ok) return ipRanges;
  const organizationId = actor.organization.id;
  const change = { operation: 'edit', action: 'key.edit', id: given.id, now } as const;
  const edited = changeKey<null, EditRefusal>(actor, change, async (db, key) => {
    // Before anything else: an outdated form wasn't forged, and must not be recorded as if it had been.
    if (key.version !== given.version) return refuse('KEY_CHANGED');
    const expiresAt = readExpiration(given.expiration, key.expiresAt, now);
    if (!expiresAt.ok) return expiresAt;
    const granted = await grantablePermissions(db, actor, key);
    const allowedForPublicKeys = key.type === 'public' ? await listAllowedForPublicKeys(db) : null;
    const held = new Set(permissionNames(key));
    const forbidden = forbiddenPermissions(given.permissions, granted, held, allowedForPublicKeys);
    // Removing the last permission is refused, unless it has no effect any more: the person means to disable the key.
    const effective =
      held.size - forbiddenPermissions([...held], granted, new Set(), allowedForPublicKeys).length;
    if (given.permissions.length === 0 && effective > 0) return noPermission();
    if (forbidden.length > 0) return permissionNotGranted(forbidden, allowedForPublicKeys !== null);
    const judged = judgedTerms(key, { expiresAt: expiresAt.value, ipRanges: ipRanges.value });
    const breaks = await refuseByPolicy(db, organizationId, judged);
    if (breaks) return breaks;
    const datasets = await requireDatasets(db, organizationId, given.datasets);
    if (!datasets.ok) return datasets;
    const { name, description, permissions, usedIn } = given;
    const terms = {
      expiresAt: expiresAt.value,
      ipRanges: ipRanges.value,
      rate: readRate(given.rate),
      ...readAttached(given),
    };
    const values = { name, description, permissions, usedIn, datasets: given.datasets, ...terms };
    const where = { id: given.id, organizationId, version: given.version };
    if (!(await updateKey(db, where, values))) return refuse('KEY_CHANGED');
    const details = changes(key, { ...values, datasets: datasets.value });
    await recordChange(db, actor, { action: 'key.edit', ...keySubject(key.id, name), details }, now);
    return ok(null);
  });
  return edited.then(
    (result) => recordIfForged(actor, given, result, now),
    (error) => {
      if (isTaken(error, 'keyName')) return nameTaken();
      throw error;
    },
  );
}

/** What it may hold: what its organization is granted, or, for a personal key, what its owner may do. */
const grantablePermissions = (db: Db, actor: Actor, key: KeyRecord): Promise<Set<string>> =>
  key.ownerId === null ? grantedNames(db, actor.organization.id) : Promise.resolve(grantableTo(actor));

const noPermission = () => refuse('NO_PERMISSION', { fields: { permissions: [NO_PERMISSION] } });

/** What no screen of ours would have sent. */
const FORGED: readonly string[] = ['PERMISSION_NOT_GRANTED', 'DATASET_NOT_FOUND'];

async function recordIfForged(
  actor: Actor,
  given: EditedKeyValues,
  result: Result<null, EditRefusal>,
  now: Date,
) {
  if (!result.ok && FORGED.includes(result.code)) {
    const event = { action: 'key.edit', ...keySubject(given.id, given.name), code: result.code } as const;
    await recordRefusal(
      actor,
      { ...event, details: { permissions: given.permissions, datasets: given.datasets } },
      now,
    );
  }
  return result;
}

type Values = Pick<KeyRecord, 'name' | 'description' | 'expiresAt' | 'ipRanges' | 'usedIn' | 'externalId'> & {
  metadata: Metadata;
  rate: RateLimit | null;
  datasets: DatasetName[];
  permissions: string[];
};

/** The old and new values of changed fields, for the audit log. */
function changes(key: KeyRecord, after: Values) {
  const plain = (values: Values) => ({
    name: values.name,
    description: values.description,
    expiresAt: values.expiresAt?.toISOString() ?? null,
    ipRanges: values.ipRanges,
    rate: values.rate,
    permissions: [...values.permissions].sort(),
    datasets: datasetLabels(values.datasets),
    usedIn: values.usedIn,
    externalId: values.externalId,
    metadata: sorted(values.metadata),
  });
  const held = { permissions: permissionNames(key), datasets: key.datasets.map(({ dataset }) => dataset) };
  const metadata = key.metadata as Metadata;
  return differences(plain({ ...key, ...held, metadata, rate: rateOf(key) }), plain(after));
}

/** PostgreSQL stores the names in its own order. */
const sorted = (metadata: Metadata): Metadata =>
  Object.fromEntries(Object.entries(metadata).sort(([one], [other]) => (one < other ? -1 : 1)));
