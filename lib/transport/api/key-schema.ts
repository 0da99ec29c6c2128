import { z } from 'zod';
import { ENVIRONMENTS, KEY_TYPES } from '@/lib/access/credentials/schema';
import { externalIdSchema, metadataSchema } from '@/lib/access/key-records/metadata-schema';
import { KEY_SORTS } from '@/lib/access/key-records/query-schema';
import { KEY_ORIGINS, KEY_STATES, type KeyDetail } from '@/lib/access/key-records/schema';
import {
  MAX_KEY_DATASETS,
  MAX_KEY_PERMISSIONS,
  MAX_REQUESTS,
  NO_PERMISSION,
  TOO_MANY_DATASETS,
} from '@/lib/access/keys/schema';
import { RATE_PERIODS } from '@/lib/access/verdict/rate-limit-schema';
import { MAX_RANGES, parseRange } from '@/lib/platform/network/ip-ranges';
import { answered } from '@/lib/platform/openapi/answered';
import { descriptionSchema, nameSchema, placesSchema } from '@/lib/platform/text/name-schema';
import { permissionName } from '@/lib/platform/text/permission-name-schema';
import { id, text } from '@/lib/platform/text/schema';

/** Keys as programs send and receive them. Times are RFC 3339. */

const MAX_YEAR = 9999;

export const instant = z.iso
  .datetime({ offset: true, error: 'Use a date and time with its offset, such as 2026-12-24T18:00:00Z.' })
  .refine((text) => {
    const year = new Date(text).getUTCFullYear();
    return year >= 1 && year <= MAX_YEAR;
  }, 'Use a date that exists, until the year 9999.');

const limit = z.strictObject({ limit: z.int().min(1).max(MAX_REQUESTS), period: z.enum(RATE_PERIODS) }).meta({
  id: 'Limit',
  description: 'The most requests that are allowed in each second, minute or day (UTC).',
});

const ipRange = text(100).superRefine((range, context) => {
  const parsed = parseRange(range);
  if ('reason' in parsed) context.addIssue({ code: 'custom', message: `Not a range: ${parsed.reason}.` });
});

/** What creating and editing share. In an edit null clears what can be cleared. */
const terms = {
  description: descriptionSchema.nullable().meta({ description: 'At most 500 characters.' }),
  expiresAt: instant.nullable().meta({ description: 'When it expires; null for never.' }),
  ipRanges: z.array(ipRange).max(MAX_RANGES, 'Use at most 100 ranges.').nullable().meta({
    description: 'Addresses and CIDR blocks that may use it; an empty list means any.',
  }),
  allowEveryone: z.boolean().meta({
    description: 'Must be true if a range covers a whole address family: 0.0.0.0/0 or ::/0.',
  }),
  limits: z.array(limit).max(1, 'Use at most one limit.').nullable(),
  datasets: z
    .array(id())
    .max(MAX_KEY_DATASETS, TOO_MANY_DATASETS)
    .nullable()
    .meta({ description: 'The ids of the datasets that it is associated with.' }),
  usedIn: placesSchema.nullable().meta({ description: 'Where it is deployed, one place per line.' }),
  externalId: externalIdSchema.nullable().meta({
    description: 'Your own id: 1 to 255 visible ASCII characters without comma. Returned by verify.',
  }),
  metadata: metadataSchema.nullable().meta({
    description: 'Strings, numbers and booleans by name, at most 4,096 bytes. Returned by verify.',
  }),
};

const name = nameSchema('a name').meta({ description: '1 to 100 characters, unique in its environment.' });

const heldPermissions = z.array(permissionName).max(MAX_KEY_PERMISSIONS).meta({
  description: 'The names of permissions that the organization is granted.',
});

export const createKeyBody = z
  .strictObject({
    name,
    permissions: heldPermissions.min(1, NO_PERMISSION),
    type: z.enum(KEY_TYPES).default('secret'),
    environment: z.enum(ENVIRONMENTS).default('production'),
    status: z.enum(['active', 'disabled']).default('active'),
    ...z.strictObject(terms).partial().shape,
  })
  .meta({ id: 'NewKey' });

export type CreateKeyBody = z.output<typeof createKeyBody>;

export const editKeyBody = z
  .strictObject({ name, permissions: heldPermissions, ...terms })
  .partial()
  .meta({
    id: 'KeyChanges',
    description: 'Members that are absent stay unchanged; null clears. A list replaces the whole list.',
  });

export type EditKeyBody = z.output<typeof editKeyBody>;

/** A time can be given instead: the old credentials work until then. */
export const API_GRACES = ['0', '1h', '12h', '24h', '7d'] as const;

export const rollKeyBody = z
  .strictObject({
    grace: z
      .union([z.enum(API_GRACES), instant], 'Use 0, 1h, 12h, 24h, 7d or a date and time.')
      .default('12h'),
    passcode: text(100).meta({ description: "The current one-time passcode of the owner's authenticator." }),
  })
  .meta({ id: 'Roll' });

const list = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).optional();

export const keyFilters = {
  q: text(200).optional().meta({ description: 'Text in a name or key, or a whole external id.' }),
  status: list(z.enum(KEY_STATES)),
  environment: list(z.enum(ENVIRONMENTS)),
  type: list(z.enum(KEY_TYPES)),
  permission: list(permissionName),
  dataset: list(id()),
};

export const keyOrder = {
  sort: z.enum(KEY_SORTS).default('name'),
  order: z.enum(['asc', 'desc']).default('asc'),
};

export const keySchema = z
  .strictObject({
    id: answered.id(),
    key: answered
      .text()
      .meta({ description: 'The identifier that is presented. Rolling changes it; the id stays.' }),
    name: answered.text(),
    description: answered.text(),
    type: z.enum(KEY_TYPES),
    environment: z.enum(ENVIRONMENTS),
    status: z.enum(KEY_STATES),
    permissions: z.array(answered.text()),
    datasets: z.array(answered.id()),
    expiresAt: answered.instant().nullable(),
    ipRanges: z.array(answered.text()),
    limits: z.array(limit),
    usedIn: answered.text(),
    externalId: answered.text().nullable(),
    metadata: answered.metadata(),
    origin: z.enum(KEY_ORIGINS).meta({ description: 'Who created it: a person, or Keyport itself.' }),
    owner: answered.text().nullable().meta({ description: 'Whose personal key it is, by name.' }),
    createdAt: answered.instant(),
    createdBy: answered.text().nullable(),
    lastUsedAt: answered.instant().nullable(),
    old: z
      .strictObject({
        key: answered.text(),
        endsAt: answered.instant(),
        lastUsedAt: answered.instant().nullable(),
      })
      .nullable()
      .meta({ description: 'The older credentials, while they still work after a roll.' }),
    version: z.int().meta({ description: 'Grows with each edit; ETag holds it.' }),
  })
  .meta({ id: 'Key' });

const secret = answered.text().nullable().meta({
  description: 'Shown only in this answer. Null for a public key, and if the request is a repetition.',
});

export const newKeySchema = keySchema.extend({ secret }).meta({ id: 'KeyWithSecret' });

/** Fields are picked, so that a new one isn't sent by default. */
export const toApiKey = (key: KeyDetail): z.output<typeof keySchema> => ({
  id: key.id,
  key: key.key,
  name: key.name,
  description: key.description,
  type: key.type,
  environment: key.environment,
  status: key.state,
  permissions: key.permissions.map(({ name }) => name),
  datasets: key.datasets.map(({ id }) => id),
  expiresAt: key.expiresAt,
  ipRanges: key.ipRanges,
  limits: key.rate ? [key.rate] : [],
  usedIn: key.usedIn,
  externalId: key.externalId,
  metadata: key.metadata,
  origin: key.origin,
  owner: key.owner?.name ?? null,
  createdAt: key.createdAt,
  createdBy: key.createdBy,
  lastUsedAt: key.lastUsedAt,
  old: key.old && { key: key.old.key, endsAt: key.old.endsAt, lastUsedAt: key.old.lastUsedAt },
  version: key.version,
});
