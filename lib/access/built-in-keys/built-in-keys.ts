import { credentialWithoutSecret, issueCredential, type NewCredential } from '@/lib/access/credentials/issue';
import type { KeyType } from '@/lib/access/credentials/schema';
import { insertKey } from '@/lib/access/key-records/key-store';
import { PORTAL_PERMISSIONS } from '@/lib/access/key-records/ownership-policy';
import { keySubject } from '@/lib/access/key-records/policy';
import type { KeyOrigin } from '@/lib/access/key-records/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { KEYPORT, type Principal } from '@/lib/platform/audit/schema';
import { type Db, database, inTransaction, lockOrganization } from '@/lib/platform/db/database';
import {
  freeName,
  hasDefaultKey,
  hasSystemKey,
  isGrantedForPublicKeys,
  isMember,
  lockIfBuiltIn,
  membersWithoutSystemKey,
  organizationsWithoutDefaultKey,
} from './built-in-key-store';

/**
 * The keys that Keyport creates itself and that always exist: each organization's public default key, and each member's
 * personal key for the portal's API. When one is deleted, another replaces it in the same transaction.
 */

const DEFAULT_NAME = 'Default API Key';
const SYSTEM_NAME = 'Auto-Generated API Key (Created By System)';

/** What a default key holds, if the organization is granted it: the permission that any public key starts with. */
const DEFAULT_PERMISSION = 'generator';

export async function ensureDefaultKey(
  db: Db,
  organizationId: string,
  now: Date,
  who: Principal = KEYPORT,
): Promise<void> {
  await lockOrganization(db, organizationId);
  if (await hasDefaultKey(db, organizationId)) return;
  const granted = await isGrantedForPublicKeys(db, organizationId, DEFAULT_PERMISSION);
  const permissions = granted ? [DEFAULT_PERMISSION] : [];
  const about = { organizationId, ownerId: null, type: 'public', origin: 'default' } as const;
  const name = await freeName(db, about, DEFAULT_NAME);
  await insertBuiltInKey(
    db,
    who,
    { ...about, name, permissions },
    issueCredential('public', 'production').stored,
    now,
  );
}

/** Created without a secret: its owner gets one by revealing it for the first time. */
export async function ensureSystemKey(
  db: Db,
  organizationId: string,
  ownerId: string,
  now: Date,
  who: Principal = KEYPORT,
): Promise<void> {
  await lockOrganization(db, organizationId);
  if (!(await isMember(db, organizationId, ownerId))) return;
  if (await hasSystemKey(db, organizationId, ownerId)) return;
  const about = { organizationId, ownerId, type: 'secret', origin: 'system' } as const;
  const name = await freeName(db, about, SYSTEM_NAME);
  const permissions = [...PORTAL_PERMISSIONS];
  await insertBuiltInKey(
    db,
    who,
    { ...about, name, permissions },
    credentialWithoutSecret('production'),
    now,
  );
}

/**
 * Call it before keys are stopped that may have to be replaced: the organization is locked first, its keys after it.
 */
export const lockBuiltInKeys = (db: Db, organizationId: string, ids: readonly string[]): Promise<void> =>
  lockIfBuiltIn(db, organizationId, ids);

/** Call it after a key was deleted or revoked: if it was built in, it is replaced. */
export async function replaceBuiltInKey(
  db: Db,
  who: Principal,
  key: { origin: KeyOrigin; ownerId: string | null },
  organizationId: string,
  now: Date,
): Promise<void> {
  if (key.origin === 'default') await ensureDefaultKey(db, organizationId, now, who);
  if (key.origin === 'system' && key.ownerId !== null) {
    await ensureSystemKey(db, organizationId, key.ownerId, now, who);
  }
}

/**
 * For organizations and members that are older than built-in keys. It runs at start, since no GET may change anything.
 */
export async function ensureBuiltInKeys(now: Date): Promise<void> {
  for (const id of await organizationsWithoutDefaultKey(database())) {
    await inTransaction((db) => ensureDefaultKey(db, id, now));
  }
  for (const { organizationId, userId } of await membersWithoutSystemKey(database())) {
    await inTransaction((db) => ensureSystemKey(db, organizationId, userId, now));
  }
}

type BuiltInKey = {
  organizationId: string;
  ownerId: string | null;
  type: KeyType;
  origin: KeyOrigin;
  name: string;
  permissions: string[];
};

async function insertBuiltInKey(
  db: Db,
  who: Principal,
  key: BuiltInKey,
  credential: NewCredential,
  now: Date,
) {
  const { organizationId, name, type, permissions } = key;
  const environment = 'production' as const;
  const status = 'active' as const;
  const none = {
    description: '',
    usedIn: '',
    externalId: null,
    metadata: {},
    expiresAt: null,
    ipRanges: [],
    rate: null,
    datasets: [],
  };
  const id = await insertKey(
    db,
    { ...key, ...none, environment, status, createdById: null },
    credential,
    now,
  );
  const details = { name, type, environment, status, permissions, key: credential.key };
  const event = { action: 'key.create', ...keySubject(id, name), organizationId, details } as const;
  await recordChange(db, who, event, now);
}
