import { z } from 'zod';
import { parseRanges } from '@/lib/platform/network/ip-ranges';
import { descriptionSchema, nameSchema, placesSchema } from '@/lib/platform/text/name-schema';
import { permissionName } from '@/lib/platform/text/permission-name-schema';
import { id, text } from '@/lib/platform/text/schema';

/** The shapes of keys that browser and server share. */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const KEY_TYPES = ['secret', 'public'] as const;
export const ENVIRONMENTS = ['production', 'integration'] as const;
export const KEY_STATUSES = ['active', 'disabled', 'revoked'] as const;
export const KEY_STATES = ['active', 'disabled', 'expired', 'revoked'] as const;
export const GRACES = ['now', '1h', '12h', '24h', '7d', 'date'] as const;

export const RATE_PERIODS = ['second', 'minute', 'day'] as const;
export type RatePeriod = (typeof RATE_PERIODS)[number];
/** At most `limit` requests in each period. */
export type RateLimit = { limit: number; period: RatePeriod };
const MOST_REQUESTS = 1_000_000;

export const KEY_ORIGINS = ['person', 'default', 'system'] as const;
/** Who made a key: a person, or Keyport: the organization's default, or a member's own for the portal's API. */
export type KeyOrigin = (typeof KEY_ORIGINS)[number];

export const DEEDS = ['edit', 'reveal', 'roll', 'stop', 'delete'] as const;
/** What can be done with a key. `stop` is disabling, enabling, revoking, and ending old credentials. */
export type Deed = (typeof DEEDS)[number];

export type KeyType = (typeof KEY_TYPES)[number];
export type Environment = (typeof ENVIRONMENTS)[number];
export type KeyStatus = (typeof KEY_STATUSES)[number];
/** A status, or expired, which follows from the time of asking. */
export type KeyState = (typeof KEY_STATES)[number];
export type Grace = (typeof GRACES)[number];

/** A local date and time and the zone it was typed in; an empty one means none. The server makes it an instant. */
const localTimeSchema = z.strictObject({ local: text(40), zone: text(64) });

/** Each once: what is ticked twice is ticked. */
const once = <Value>(values: Value[]): Value[] => [...new Set(values)];

const heldPermissions = z.array(permissionName).max(200).overwrite(once);
/** A key with none can do nothing. */
export const NO_PERMISSION = 'Choose at least one permission.';
const permissions = heldPermissions.min(1, NO_PERMISSION);

/** Text with an address or block a line; every bad line is named with its reason. */
const ipRanges = text(10_000, { tooLong: 'Use at most 100 ranges.' }).superRefine((text, context) => {
  // One message with a line for each: a form shows the first message of a field only.
  const lines = parseRanges(text).problems.map(
    ({ line, text: written, reason }) =>
      `Line ${line}, “${written}”: ${reason}${reason.endsWith('?') ? '' : '.'}`,
  );
  if (lines.length > 0) context.addIssue({ code: 'custom', message: lines.join('\n') });
});

const RATE_WORDS = 'Enter a whole number from 1 to 1,000,000, in digits alone. Leave it empty for no limit.';

/** As typed. An empty number means no limit; its period stays what was chosen. */
const typedRate = z
  .strictObject({ limit: text(100, { tooLong: RATE_WORDS }), period: z.enum(RATE_PERIODS) })
  .refine(
    ({ limit }) => /^([1-9]\d{0,6})?$/.test(limit.trim()) && Number(limit) <= MOST_REQUESTS,
    RATE_WORDS,
  );
export type TypedRate = z.infer<typeof typedRate>;

const editable = {
  name: nameSchema('a name'),
  description: descriptionSchema,
  permissions,
  expiration: localTimeSchema,
  ipRanges,
  /** Set once the person said that 0.0.0.0/0 or ::/0 is meant. */
  everyone: z.boolean(),
  rate: typedRate,
  datasets: z.array(id()).max(100, 'Choose at most 100 datasets.').overwrite(once),
  usedIn: placesSchema,
};

export const createKeySchema = z.strictObject({
  ...editable,
  type: z.enum(KEY_TYPES),
  environment: z.enum(ENVIRONMENTS),
  status: z.enum(['active', 'disabled']),
  formToken: id(),
});
export type CreateKey = z.infer<typeof createKeySchema>;

export const editKeySchema = z.strictObject({
  ...editable,
  /** None for a key that has none that does anything, such as a default where nothing is granted for one. */
  permissions: heldPermissions,
  id: id(),
  version: z.int(),
});
export type EditKey = z.infer<typeof editKeySchema>;

export const rollKeySchema = z.strictObject({
  id: id(),
  /** The current credential that the person saw; if it is no longer current, someone else rolled. */
  credentialId: id(),
  grace: z.enum(GRACES),
  date: localTimeSchema,
  passcode: text(100),
});
export type RollKey = z.infer<typeof rollKeySchema>;

export const keyIdSchema = z.strictObject({ id: id() });
export const blockOldSchema = z.strictObject({ id: id(), credentialId: id() });
export const deleteKeySchema = z.strictObject({ id: id(), confirmation: text(200).trim() });

export const KEY_SORTS = ['name', 'created', 'lastUsed', 'expires', 'status'] as const;
export type KeySort = (typeof KEY_SORTS)[number];

/** A search of fewer characters finds only names and keys that begin with them: no index of trigrams finds so short a text. */
const MIN_SEARCH_WITHIN = 3;

export const searchesBeginnings = (q: string): boolean => [...q.trim()].length < MIN_SEARCH_WITHIN;

/** A question to the table. Comes from the address bar: what is not understood falls back to the default. */
export const keyQuerySchema = z.object({
  q: text(200).catch(''),
  status: z.array(z.enum(KEY_STATES)).catch([]),
  environment: z.array(z.enum(ENVIRONMENTS)).catch([]),
  type: z.array(z.enum(KEY_TYPES)).catch([]),
  permission: z.array(permissionName).catch([]),
  dataset: z.array(id()).catch([]),
  sort: z.enum(KEY_SORTS).catch('name'),
  descending: z.boolean().catch(false),
  page: z.int().min(1).max(1_000_000).catch(1),
  pageSize: z.int().min(1).max(100).catch(25),
});
export type KeyQuery = z.infer<typeof keyQuerySchema>;

/**
 * Held by a key, and whether it does anything: `withdrawn` from the organization since, or, for a public key, not fit
 * for public keys any more, it can be kept or removed, not given again. Effective again, it needs no change of the key.
 */
export type HeldPermission = { name: string; label: string; effect: 'effective' | 'withdrawn' | 'unfit' };

/** At most as many as one page of the table can show. */
const chosenIds = z.array(id()).min(1).max(100);

/** What the table's question finds; of that, `ids` alone where some were chosen. */
export const exportKeysSchema = z.strictObject({ query: keyQuerySchema, ids: chosenIds.optional() });
export const keyIdsSchema = z.strictObject({ ids: chosenIds });

/** What came of one key among many; `name` is null where there is no such key. */
export type BulkOutcome = {
  id: string;
  name: string | null;
  outcome: 'changed' | 'already' | 'revoked' | 'not-found';
};

export type ExportKeys = z.infer<typeof exportKeysSchema>;

/** A key as lists show it, and no more: a page holds up to a hundred. Instants are ISO 8601 in UTC. */
export type KeyRow = {
  id: string;
  name: string;
  /** Its beginning. */
  description: string;
  key: string;
  type: KeyType;
  environment: Environment;
  state: KeyState;
  origin: KeyOrigin;
  /** Whose personal key it is; null for the organization's. */
  owner: { name: string; you: boolean } | null;
  /** False until the owner of a key that Keyport made first looks at its secret. */
  revealed: boolean;
  /** What the person who asked may do with it. */
  may: Deed[];
  /** Of all permissions that it holds. */
  permissionLabels: string[];
  /** Of those, the ones that do nothing. */
  ineffectiveLabels: string[];
  createdAt: string;
  /** When the current credentials were made; null where that was with the key. */
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

/** `madeByPeople` says whether there is any key at all that a person added. */
export type KeyPage = {
  rows: KeyRow[];
  total: number;
  page: number;
  pageSize: number;
  madeByPeople: boolean;
};

export type AttentionReason = 'rotation-due' | 'expires-soon' | 'unused' | 'two-credentials';
export type AttentionItem = { reason: AttentionReason; key: KeyRow };

/** Keys that need attention are counted no further: beyond it does not matter how many there are. */
export const MAX_ATTENTION = 100;

/** As people read it: 7, or 99+. */
export const attentionInWords = (count: number): string =>
  count < MAX_ATTENTION ? String(count) : `${MAX_ATTENTION - 1}+`;

export type Overview = {
  active: number;
  /** Of the active ones, those made within 30 days. */
  added: number;
  disabled: number;
  expired: number;
  /** How many need attention in all, counted up to MAX_ATTENTION; `items` holds the most urgent of them. */
  attention: number;
  items: AttentionItem[];
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
  credentialId: string;
  permissions: HeldPermission[];
  version: number;
  ipRanges: string[];
  rate: RateLimit | null;
  datasets: { id: string; name: string }[];
  createdBy: string | null;
  credentials: CredentialView[];
};

/** A key as it is now, who edited it last, and when. */
export type EditedKey = { key: KeyDetail; by: string | null; at: string | null };

/**
 * What came of a form to create a key. When it is sent again the key is made already, and its secret can't be shown
 * again; `key` is null if it was deleted since.
 */
export type Created = { kind: 'made'; reveal: Reveal } | { kind: 'made-before'; key: KeyRow | null };

/** Shown once, in the answer to the change that made it, and nowhere else. A public key has no secret. */
export type Reveal = {
  id: string;
  name: string;
  key: string;
  secret: string | null;
  type: KeyType;
  environment: Environment;
  permissions: string[];
  ipRanges: string[];
  expiresAt: string | null;
  /** A call that this key may make, for the examples: a method and a whole address. */
  example: { method: string; url: string } | null;
  /** When the credentials before these stop, after a roll with a grace. */
  oldEndsAt: string | null;
};
