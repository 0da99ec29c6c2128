import type { Environment, KeyType } from '@/lib/access/credentials/schema';
import type { PermissionEffect } from '@/lib/access/permissions/effect';
import type { RateLimit } from '@/lib/access/verdict/rate-limit-schema';
import type { Metadata } from './metadata-schema';

export const KEY_STATES = ['active', 'disabled', 'expired', 'revoked'] as const;

export const KEY_ORIGINS = ['person', 'default', 'system'] as const;
/** Who created a key: a person, or Keyport, as the organization's default key or a member's personal key. */
export type KeyOrigin = (typeof KEY_ORIGINS)[number];

export const KEY_OPERATIONS = ['edit', 'reveal', 'roll', 'stop', 'delete', 'allow-self-rotation'] as const;
/** What can be done with a key. `stop` is disabling, enabling, revoking, and ending old credentials. */
export type KeyOperation = (typeof KEY_OPERATIONS)[number];
/** There is no roll without a grace period: if the new credentials are lost on the way, the old ones ask again. */
export const SELF_ROLL_GRACES = ['1h', '12h', '24h', '7d'] as const;

export type SelfRollGrace = (typeof SELF_ROLL_GRACES)[number];

/** The status, or expired, which depends on the current time. */
export type KeyState = (typeof KEY_STATES)[number];

export type HeldPermission = { name: string; label: string; effect: PermissionEffect };

/** A key as lists show it, and no more: a page holds up to a hundred. Times are ISO 8601 in UTC. */
export type KeyRow = {
  id: string;
  name: string;
  /** Its first characters. */
  description: string;
  key: string;
  type: KeyType;
  environment: Environment;
  state: KeyState;
  origin: KeyOrigin;
  /** Whose personal key it is; null for the organization's. */
  owner: { name: string; you: boolean } | null;
  /** False until the owner of a built-in key first reveals its secret. */
  revealed: boolean;
  /** What the person who asked may do with it. */
  allowedOperations: KeyOperation[];
  /** Of all permissions that it holds. */
  permissionLabels: string[];
  /** Of those, the ones that do nothing. */
  ineffectiveLabels: string[];
  createdAt: string;
  /** When the current credentials were issued; null if that was when the key was created. */
  credentialsSince: string | null;
  lastUsedAt: string | null;
  expiresAt: string | null;
  expiresSoon: boolean;
  rotationDue: boolean;
  /** The older credential while it still works. */
  old: OldCredential | null;
};

/** `newLastUsedAt` is of the credential that took its place. */
export type OldCredential = {
  id: string;
  key: string;
  endsAt: string;
  lastUsedAt: string | null;
  lastUsedAddress: string | null;
  newLastUsedAt: string | null;
};

/** `hasKeysFromPeople` is whether a person has added any key at all. */
export type KeyPage = {
  rows: KeyRow[];
  total: number;
  page: number;
  pageSize: number;
  hasKeysFromPeople: boolean;
};

export type CredentialView = {
  id: string;
  key: string;
  createdAt: string;
  endsAt: string | null;
  current: boolean;
  working: boolean;
  lastUsedAt: string | null;
  lastUsedAddress: string | null;
};

export type KeyDetail = KeyRow & {
  /** Where it is deployed, one place per line. */
  usedIn: string;
  externalId: string | null;
  metadata: Metadata;
  /** How long its old credentials work after it rolled itself; null if it may not. */
  selfRollGrace: SelfRollGrace | null;
  credentialId: string;
  permissions: HeldPermission[];
  version: number;
  ipRanges: string[];
  rate: RateLimit | null;
  datasets: { id: string; name: string }[];
  createdBy: string | null;
  credentials: CredentialView[];
};
