import { effectOf } from '@/lib/access/permissions/effect';
import type { Actor } from '@/lib/identity/actor/schema';
import { type KeyRecord, rateOf } from './key-store';
import type { Metadata } from './metadata-schema';
import { allowedOperations } from './ownership-policy';
import { expiresSoon, hasEnded, rotationDue, stateOf } from './policy';
import type { RowRecord } from './row-store';
import type {
  CredentialView,
  HeldPermission,
  KeyDetail,
  KeyRow,
  OldCredential,
  SelfRollGrace,
} from './schema';

/** What people may see of a record. Fields are picked, so that a new one isn't sent to the browser by default. */

/** Who is looking, what their organization is granted, and when. */
export type Seen = {
  actor: Pick<Actor, 'userId' | 'role'>;
  granted: ReadonlySet<string>;
  rotationDays: number;
  now: Date;
};

export function toRow(key: RowRecord, { actor, granted, rotationDays, now }: Seen): KeyRow {
  const current = currentOf(key);
  const held = heldBy(key, granted);
  const revealed = isRevealed(key);
  return {
    id: key.id,
    name: key.name,
    description: beginningOf(key.description),
    key: current.key,
    type: key.type,
    environment: key.environment,
    state: stateOf(key, now),
    origin: key.origin,
    owner: key.owner && { name: key.owner.name, you: key.ownerId === actor.userId },
    revealed,
    allowedOperations: allowedOperations(actor, { ownerId: key.ownerId, revealed }),
    permissionLabels: held.map(({ label }) => label),
    ineffectiveLabels: held.flatMap(({ label, effect }) => (effect === 'effective' ? [] : [label])),
    createdAt: key.createdAt.toISOString(),
    credentialsSince: current.createdAt > key.createdAt ? current.createdAt.toISOString() : null,
    lastUsedAt: lastUsedAt(key)?.toISOString() ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    expiresSoon: expiresSoon(key, now),
    rotationDue: revealed && rotationDue(key, current.createdAt, rotationDays, now),
    old: oldOf(key, now),
  };
}

export function toDetail(key: KeyRecord, seen: Seen): KeyDetail {
  return {
    ...toRow(key, seen),
    description: key.description,
    usedIn: key.usedIn,
    externalId: key.externalId,
    metadata: key.metadata as Metadata,
    selfRollGrace: key.selfRollGrace as SelfRollGrace | null,
    credentialId: currentOf(key).id,
    permissions: heldBy(key, seen.granted),
    version: key.version,
    ipRanges: key.ipRanges,
    rate: rateOf(key),
    datasets: key.datasets.map(({ dataset }) => dataset),
    createdBy: key.createdBy?.name ?? null,
    credentials: key.credentials.map((credential) => toCredential(credential, key, seen.now)),
  };
}

/** As much of a description as fits into a row, in characters as people count them (grapheme clusters). */
function beginningOf(description: string): string {
  if (description.length <= MAX_SHOWN) return description;
  const characters = [...graphemes.segment(description.slice(0, 4 * MAX_SHOWN))];
  if (characters.length <= MAX_SHOWN) return description;
  return `${characters
    .slice(0, MAX_SHOWN)
    .map(({ segment }) => segment)
    .join('')}…`;
}

const MAX_SHOWN = 100;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

const heldBy = (key: RowRecord, granted: ReadonlySet<string>): HeldPermission[] =>
  key.permissions.map(({ permission }) => ({
    name: permission.name,
    label: permission.label,
    effect: effectOf(permission, key.type, granted),
  }));

/** A built-in secret key has no secret until its owner first reveals it. */
export const isRevealed = (key: RowRecord): boolean =>
  key.type === 'public' || currentOf(key).secretHash !== null;

export const permissionNames = (key: KeyRecord): string[] =>
  key.permissions.map(({ permission }) => permission.name);

export function currentOf<Key extends RowRecord>(key: Key): Key['credentials'][number] {
  const current = key.credentials.find(({ replacedAt }) => replacedAt === null);
  if (!current) throw new Error(`Key ${key.id} has no current credential`);
  return current;
}

/** Of the credential that was used last. The key's own row knows about those that were replaced long ago. */
export function lastUsedAt(key: RowRecord): Date | undefined {
  const uses = [key.lastUsedAt ?? [], key.credentials.map(({ lastUse }) => lastUse?.at ?? [])].flat(2);
  return uses.sort((a, b) => b.getTime() - a.getTime())[0];
}

/** The older credential while it still works. */
function oldOf(key: RowRecord, now: Date): OldCredential | null {
  if (stateOf(key, now) !== 'active') return null;
  for (const { id, key: text, endsAt, ended, lastUse } of key.credentials) {
    if (endsAt && !ended && !hasEnded(endsAt, now)) {
      return {
        id,
        key: text,
        endsAt: endsAt.toISOString(),
        lastUsedAt: lastUse?.at.toISOString() ?? null,
        lastUsedAddress: lastUse?.address ?? null,
        newLastUsedAt: currentOf(key).lastUse?.at.toISOString() ?? null,
      };
    }
  }
  return null;
}

function toCredential(
  credential: KeyRecord['credentials'][number],
  key: KeyRecord,
  now: Date,
): CredentialView {
  return {
    id: credential.id,
    key: credential.key,
    createdAt: credential.createdAt.toISOString(),
    endsAt: credential.endsAt?.toISOString() ?? null,
    current: credential.replacedAt === null,
    working: stateOf(key, now) === 'active' && !credential.ended && !hasEnded(credential.endsAt, now),
    lastUsedAt: credential.lastUse?.at.toISOString() ?? null,
    lastUsedAddress: credential.lastUse?.address ?? null,
  };
}
