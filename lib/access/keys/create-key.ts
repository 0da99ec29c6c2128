import { type IssuedCredential, issueCredential } from '@/lib/access/credentials/issue';
import { datasetLabels, requireDatasets } from '@/lib/access/datasets/require-datasets';
import type { DatasetName } from '@/lib/access/datasets/schema';
import { refuseByPolicy } from '@/lib/access/key-policies/key-policies';
import { findKey, hasRoom, insertKey } from '@/lib/access/key-records/key-store';
import type { Metadata } from '@/lib/access/key-records/metadata-schema';
import { scopeOf } from '@/lib/access/key-records/ownership-policy';
import { forbiddenPermissions, keySubject } from '@/lib/access/key-records/policy';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { toRow } from '@/lib/access/key-records/view';
import { grantedNames, listAllowedForPublicKeys } from '@/lib/access/permissions/list-permissions';
import { transactAndAwaitVerifiers } from '@/lib/access/revocation/transact-and-await-verifiers';
import { formSubmission, type Submission } from '@/lib/access/submissions/submission';
import type { RateLimit } from '@/lib/access/verdict/rate-limit-schema';
import { refuseForbidden } from '@/lib/identity/actor/refusals';
import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import { type Db, database, isTaken } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { toReveal } from './reveal';
import type { Created, CreateKey, NewKeyValues } from './schema';
import { readAttached, readExpiration, readRanges, readRate, type TermRefusal } from './terms';

export type CreateRefusal =
  | 'FORBIDDEN'
  | 'PERMISSION_NOT_GRANTED'
  | 'DATASET_NOT_FOUND'
  | 'NAME_TAKEN'
  | 'KEY_LIMIT'
  | 'BREAKS_POLICY'
  | TermRefusal;

export const createKey = (
  actor: Actor,
  { idempotencyKey, ...given }: CreateKey,
): Promise<Result<Created, CreateRefusal>> =>
  createKeyOnce(actor, given, formSubmission(actor.userId, idempotencyKey));

export async function createKeyOnce<Code extends string = never>(
  actor: Actor,
  given: NewKeyValues,
  submission: Submission<Code>,
): Promise<Result<Created, CreateRefusal | Code>> {
  const { datasets: wanted } = given;
  const created = await createKeyFor<Code | 'DATASET_NOT_FOUND'>(actor, given, submission, (db) =>
    requireDatasets(db, actor.organization.id, wanted),
  );
  if (!created.ok && created.code === 'DATASET_NOT_FOUND') {
    const event = { action: 'key.create', ...keySubject(null, given.name), code: created.code } as const;
    await recordRefusal(actor, { ...event, details: { datasets: wanted } }, currentTime());
  }
  return created;
}

/** Like `createKeyOnce`; `datasets` runs in the same transaction and returns what to associate the key with. */
export async function createKeyFor<Code extends string = never>(
  actor: Actor,
  given: NewKeyValues,
  submission: Submission<Code>,
  datasets: (db: Db, now: Date) => Promise<Result<DatasetName[], Code>>,
): Promise<Result<Created, CreateRefusal | Code>> {
  const now = currentTime();
  if (!can(actor, 'keys:write'))
    return refuseForbidden(actor, { action: 'key.create', ...keySubject(null, '') }, now);
  const refusal = await refusePermissions(actor, given, now);
  if (refusal) return refusal;
  const expiresAt = readExpiration(given.expiration, null, now);
  if (!expiresAt.ok) return expiresAt;
  const ipRanges = readRanges(given.ipRanges, given.everyone);
  if (!ipRanges.ok) return ipRanges;

  const issued = issueCredential(given.type, given.environment);
  const terms = {
    expiresAt: expiresAt.value,
    ipRanges: ipRanges.value,
    rate: readRate(given.rate),
    ...readAttached(given),
  };
  try {
    return await transactAndAwaitVerifiers<Created, CreateRefusal | Code>(async (db) => {
      const before = await submission.claim(db, now);
      if (before && 'code' in before) return before;
      if (before)
        return ok<Created>({
          kind: 'duplicate-submission',
          key: await findRow(db, actor, before.subjectId, now),
        });
      const { maxKeysPerOrganization } = settings();
      if (!(await hasRoom(db, actor.organization.id, maxKeysPerOrganization))) return refuse('KEY_LIMIT');
      const judged = { ...given, ...terms, origin: 'person', ownerId: null, credentialsSince: now } as const;
      const breaks = await refuseByPolicy(db, actor.organization.id, judged);
      if (breaks) return breaks;
      const associated = await datasets(db, now);
      if (!associated.ok) return associated;
      const values = { ...given, ...terms, datasets: associated.value };
      const id = await persistKey(db, actor, values, issued, now);
      await submission.complete(db, id, now);
      return ok<Created>({
        kind: 'created',
        reveal: await toReveal(db, { id, ...given, ...terms }, issued),
      });
    });
  } catch (error) {
    if (isTaken(error, 'keyName')) return nameTaken();
    throw error;
  }
}

async function findRow(db: Db, actor: Actor, id: string | null, now: Date): Promise<KeyRow | null> {
  const key = id === null ? null : await findKey(db, scopeOf(actor), id);
  const granted = await grantedNames(db, actor.organization.id);
  return key && toRow(key, { actor, granted, rotationDays: settings().rotationDays, now });
}

async function persistKey(
  db: Db,
  actor: Actor,
  given: Omit<NewKeyValues, 'ipRanges' | 'rate' | 'datasets' | 'externalId' | 'metadata'> & {
    datasets: DatasetName[];
    expiresAt: Date | null;
    ipRanges: string[];
    rate: RateLimit | null;
    externalId: string | null;
    metadata: Metadata;
  },
  issued: IssuedCredential,
  now: Date,
): Promise<string> {
  const { name, description, type, environment, status, permissions, expiresAt, ipRanges, rate } = given;
  const { datasets, usedIn, externalId, metadata } = given;
  const terms = { ipRanges, rate, usedIn, externalId, metadata };
  const plain = { name, description, type, environment, status, permissions, ...terms };
  const id = await insertKey(
    db,
    {
      ...plain,
      expiresAt,
      datasets: datasets.map(({ id }) => id),
      organizationId: actor.organization.id,
      createdById: actor.userId,
      origin: 'person',
      ownerId: null,
    },
    issued.stored,
    now,
  );
  const details = {
    ...plain,
    expiresAt: expiresAt?.toISOString() ?? null,
    datasets: datasetLabels(datasets),
    key: issued.stored.key,
  };
  await recordChange(db, actor, { action: 'key.create', ...keySubject(id, name), details }, now);
  return id;
}

/** A form that asks for what the organization doesn't have wasn't ours: it is refused and recorded. */
async function refusePermissions(actor: Actor, given: NewKeyValues, now: Date) {
  const granted = await grantedNames(database(), actor.organization.id);
  const allowedForPublicKeys = given.type === 'public' ? await listAllowedForPublicKeys(database()) : null;
  const forbidden = forbiddenPermissions(given.permissions, granted, new Set(), allowedForPublicKeys);
  if (forbidden.length === 0) return null;
  const event = {
    action: 'key.create',
    ...keySubject(null, given.name),
    details: { permissions: forbidden },
  } as const;
  await recordRefusal(actor, { ...event, code: 'PERMISSION_NOT_GRANTED' }, now);
  return permissionNotGranted(forbidden, allowedForPublicKeys !== null);
}

export function permissionNotGranted(names: readonly string[], forPublic: boolean) {
  const list = names.join(', ');
  const words = forPublic ? `A public key can't have: ${list}.` : `Your organization may not give: ${list}.`;
  return refuse('PERMISSION_NOT_GRANTED', { fields: { permissions: [words] } });
}

export const nameTaken = () =>
  refuse('NAME_TAKEN', {
    fields: { name: ['Another key of this environment has this name. Choose another.'] },
  });
