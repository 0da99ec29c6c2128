import { z } from 'zod';
import { ENVIRONMENTS, type Environment, KEY_TYPES, type KeyType } from '@/lib/access/credentials/schema';
import { typedExternalId, typedMetadata } from '@/lib/access/key-records/metadata-schema';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { RATE_PERIODS } from '@/lib/access/verdict/rate-limit-schema';
import { parseRanges } from '@/lib/platform/network/ip-ranges';
import { descriptionSchema, nameSchema, placesSchema } from '@/lib/platform/text/name-schema';
import { permissionName } from '@/lib/platform/text/permission-name-schema';
import { id, text } from '@/lib/platform/text/schema';
import type { LocalTime } from '@/lib/platform/time/local-time';

export const GRACES = ['now', '1h', '12h', '24h', '7d', 'date'] as const;

export const MAX_REQUESTS = 1_000_000;
export const MAX_KEY_PERMISSIONS = 200;
export const MAX_KEY_DATASETS = 100;

export type Grace = (typeof GRACES)[number];

/**
 * A local date and time with the time zone that it was typed in; empty for none. The server turns it into an instant.
 */
const localTimeSchema = z.strictObject({ local: text(40), zone: text(64) });

/** Without repetitions: what is ticked twice is ticked. */
const once = <Value>(values: Value[]): Value[] => [...new Set(values)];

const heldPermissions = z.array(permissionName).max(MAX_KEY_PERMISSIONS).overwrite(once);

/** A key without permissions can do nothing. */
export const NO_PERMISSION = 'Choose at least one permission.';

const permissions = heldPermissions.min(1, NO_PERMISSION);

export const TOO_MANY_DATASETS = `Choose at most ${MAX_KEY_DATASETS} datasets.`;

/** Text with one address or CIDR block per line. Every bad line is named with the reason. */
const ipRanges = text(10_000, { tooLong: 'Use at most 100 ranges.' }).superRefine((text, context) => {
  // One message with a line for each: a form shows the first message of a field only.
  const lines = parseRanges(text).problems.map(
    ({ line, text: written, reason }) =>
      `Line ${line}, “${written}”: ${reason}${reason.endsWith('?') ? '' : '.'}`,
  );
  if (lines.length > 0) context.addIssue({ code: 'custom', message: lines.join('\n') });
});

const RATE_WORDS = 'Enter a whole number from 1 to 1,000,000, in digits alone. Leave it empty for no limit.';

/** As typed. An empty limit means none; the period stays what was chosen. */
const typedRate = z
  .strictObject({ limit: text(100, { tooLong: RATE_WORDS }), period: z.enum(RATE_PERIODS) })
  .refine(({ limit }) => /^([1-9]\d{0,6})?$/.test(limit.trim()) && Number(limit) <= MAX_REQUESTS, RATE_WORDS);

export type TypedRate = z.infer<typeof typedRate>;

const editable = {
  name: nameSchema('a name'),
  description: descriptionSchema,
  permissions,
  expiration: localTimeSchema,
  ipRanges,
  /** Set once the person has confirmed that 0.0.0.0/0 or ::/0 is meant. */
  everyone: z.boolean(),
  rate: typedRate,
  datasets: z.array(id()).max(MAX_KEY_DATASETS, TOO_MANY_DATASETS).overwrite(once),
  usedIn: placesSchema,
  externalId: typedExternalId,
  metadata: typedMetadata,
};

export const createKeySchema = z.strictObject({
  ...editable,
  type: z.enum(KEY_TYPES),
  environment: z.enum(ENVIRONMENTS),
  status: z.enum(['active', 'disabled']),
  idempotencyKey: id(),
});

export type CreateKey = z.infer<typeof createKeySchema>;

/** A time as a person types it, or as a program states it. */
export type GivenTime = LocalTime | Date;

/** What a key is created with, by a form or by a program. */
export type NewKeyValues = Omit<CreateKey, 'idempotencyKey' | 'expiration'> & {
  expiration: GivenTime | null;
};

/** What the form of a new key starts with. A key that is created in another way has the same defaults. */
export const NEW_KEY: Omit<CreateKey, 'name' | 'idempotencyKey'> = {
  description: '',
  type: 'secret',
  environment: 'production',
  permissions: [],
  expiration: { local: '', zone: '' },
  ipRanges: '',
  everyone: false,
  rate: { limit: '', period: 'minute' },
  datasets: [],
  usedIn: '',
  externalId: '',
  metadata: '',
  status: 'active',
};

export const editKeySchema = z.strictObject({
  ...editable,
  /** May be empty for a key without any effective permission, such as a default key for which nothing is granted. */
  permissions: heldPermissions,
  id: id(),
  version: z.int(),
});

export type EditKey = z.infer<typeof editKeySchema>;

export type EditedKeyValues = Omit<EditKey, 'expiration'> & { expiration: GivenTime | null };

export const rollKeySchema = z.strictObject({
  id: id(),
  /** The current credential when the form was opened. If it no longer is, somebody else has rolled the key. */
  credentialId: id(),
  grace: z.enum(GRACES),
  date: localTimeSchema,
  passcode: text(100),
});

export type RollKey = z.infer<typeof rollKeySchema>;

/** `credentialId` is null for a program, which rolls whichever credential is current. */
export type RollValues = Omit<RollKey, 'credentialId' | 'date'> & {
  credentialId: string | null;
  date: GivenTime;
};

export const keyIdSchema = z.strictObject({ id: id() });

export const blockOldSchema = z.strictObject({ id: id(), credentialId: id() });

export const deleteKeySchema = z.strictObject({ id: id(), confirmation: text(200).trim() });

/** At most as many as one page of the table can show. */
export const chosenIds = z.array(id()).min(1).max(100);

export const keyIdsSchema = z.strictObject({ ids: chosenIds });

/** The outcome for one key among many; `name` is null if there is no such key. */
export type BulkOutcome = {
  id: string;
  name: string | null;
  outcome: 'changed' | 'already' | 'revoked' | 'breaks-policy' | 'not-found';
};

/**
 * What submitting the form created. When it is submitted again the key exists already, and its secret can't be shown
 * again; `key` is null if it was deleted since.
 */
export type Created =
  | { kind: 'created'; reveal: Reveal }
  | { kind: 'duplicate-submission'; key: KeyRow | null };

/** Shown once, in the response to the request that issued it, and nowhere else. A public key has no secret. */
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
  /** When the previous credentials stop working, after a roll with a grace period. */
  oldEndsAt: string | null;
};
