import { hasOwnForm, readingsOf } from '@/lib/access/credentials/imported-token';
import type { KeyType } from '@/lib/access/credentials/schema';
import { hashMatches } from '@/lib/access/credentials/secret-hash';
import { readPresented } from '@/lib/access/credentials/token';
import { listDatasetChoices } from '@/lib/access/datasets/list-datasets';
import { findKey, findKeys, type KeyRecord } from '@/lib/access/key-records/key-store';
import { listKeyIds } from '@/lib/access/key-records/list-store';
import { type KeyScope, scopeOf } from '@/lib/access/key-records/ownership-policy';
import { hasEnded } from '@/lib/access/key-records/policy';
import { keyQuerySchema } from '@/lib/access/key-records/query-schema';
import { listEndpoints } from '@/lib/access/permissions/list-permissions';
import type { AccessRequest, SecretProof } from '@/lib/access/verdict/judge';
import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { parseAddress } from '@/lib/platform/network/address';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime, nowMs } from '@/lib/platform/time/clock';
import { explain, labelOf } from './explain-policy';
import type { Tried, TryKey, TryKeys, TryRequest } from './schema';
import { findImported, findJudged } from './try-request-store';

type TryRefusal = 'FORBIDDEN' | 'KEY_NOT_FOUND';

/**
 * What the verifier would answer to a request, by the same rules and the key's current state. It only looks: it doesn't
 * count as a use or against a rate limit, and leaves no trace.
 */
export async function tryRequest(actor: Actor, given: TryRequest): Promise<Result<Tried, TryRefusal>> {
  if (!can(actor, 'keys:read')) return refuse('FORBIDDEN');
  const [found, catalogue, datasets] = await Promise.all([
    findJudged(database(), scopeOf(actor), given.credentialId),
    listEndpoints(actor),
    listDatasetChoices(actor),
  ]);
  if (!found) return refuse('KEY_NOT_FOUND', { fields: { credentialId: [GONE] } });
  const now = nowMs();
  const proof = proofOf(found.key.type, given.withSecret);
  const { credentialId: _, ...request } = given;
  return ok({
    reason: explain(found.judged, proof, toAsked(given), catalogue, now),
    key: found.key,
    rate: found.judged.rate,
    request: {
      ...request,
      permissionLabel: labelOf(catalogue, given.permission),
      datasetName: datasets.find(({ id }) => id === given.dataset)?.name ?? given.dataset,
    },
    at: new Date(now).toISOString(),
  });
}

const GONE = 'This key is not there any more. Choose another.';

/**
 * The portal doesn't have the secret: "with the secret" means the right one. A public key has none, so any is wrong.
 */
function proofOf(type: KeyType, withSecret: boolean): SecretProof {
  if (!withSecret) return 'none';
  return type === 'public' ? 'wrong' : 'secret';
}

const toAsked = (given: TryRequest): AccessRequest => ({
  environment: given.environment,
  permissions: given.permission === '' ? [] : [given.permission],
  endpoint: given.path === '' ? null : { method: given.method, path: given.path },
  dataset: given.dataset === '' ? null : given.dataset,
  client: given.client === '' ? null : parseAddress(given.client),
});

const MAX_LISTED = 20;
const MAX_SEARCHED = 200;

/**
 * Keys to choose from, by a part of their name or of any of their identifiers; an older identifier, or an imported token,
 * is found when it is pasted.
 */
export async function findTryKeys(
  actor: Actor,
  given: { text: string },
): Promise<Result<TryKeys, 'FORBIDDEN'>> {
  if (!can(actor, 'keys:read')) return refuse('FORBIDDEN');
  const now = currentTime();
  const scope = scopeOf(actor);
  const text = given.text.trim();
  const pasted = await findPastedToken(scope, text);
  if (pasted) {
    const found = await findKey(database(), scope, pasted.apiKeyId);
    return ok({ keys: found ? toTryKeys(found, pasted.key, now) : [], more: false });
  }
  const query = keyQuerySchema.parse({ q: text.slice(0, MAX_SEARCHED), pageSize: MAX_LISTED });
  const { ids, total } = await listKeyIds(database(), scope, query, now);
  const keys = await findKeys(database(), scope, ids);
  return ok({ keys: keys.flatMap((key) => toTryKeys(key, text, now)), more: total > ids.length });
}

/** The credential that an imported token or pair stands for, if the text is one. */
async function findPastedToken(scope: KeyScope, text: string) {
  const presented = readPresented(text, undefined);
  const readings = presented && !hasOwnForm(text) ? readingsOf(presented) : [];
  if (readings.length === 0) return null;
  const hashes = readings.map(({ hash }) => hash);
  const found = await findImported(database(), scope, hashes);
  for (const { hash, proofFor } of readings) {
    const token = found.get(hash);
    const proof = token && proofFor(token);
    if (!token || proof === undefined) continue;
    const stored = token.secretHash && Buffer.from(token.secretHash).toString('latin1');
    return proof === null || hashMatches(proof, stored) ? token : null;
  }
  return null;
}

/** A key's current credentials, which are preselected; null if there is no such key. */
export async function getTryKey(actor: Actor, id: string): Promise<TryKey | null> {
  const key = await findKey(database(), scopeOf(actor), id);
  return (key && toTryKeys(key, '', currentTime()).find(({ current }) => current)) ?? null;
}

function toTryKeys(key: KeyRecord, text: string, now: Date): TryKey[] {
  const meant = key.credentials.filter((credential) => text !== '' && credential.key.includes(text));
  const working = key.credentials.filter(
    ({ replacedAt, endsAt, ended }) => replacedAt === null || (!ended && !hasEnded(endsAt, now)),
  );
  return (meant.length > 0 ? meant : working).map((credential) => ({
    credentialId: credential.id,
    id: key.id,
    name: key.name,
    key: credential.key,
    type: key.type,
    environment: key.environment,
    current: credential.replacedAt === null,
  }));
}
