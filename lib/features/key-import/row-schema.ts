import { z } from 'zod';
import { isImportedIdentifier, isToken } from '@/lib/access/credentials/imported-schema';
import { ENVIRONMENTS } from '@/lib/access/credentials/schema';
import { externalIdSchema, metadataSchema } from '@/lib/access/key-records/metadata-schema';
import { MAX_KEY_PERMISSIONS } from '@/lib/access/keys/schema';
import { MAX_RANGES, parseRanges } from '@/lib/platform/network/ip-ranges';
import { parseJson } from '@/lib/platform/text/json';
import { descriptionSchema, nameSchema, placesSchema } from '@/lib/platform/text/name-schema';
import { permissionName } from '@/lib/platform/text/permission-name-schema';
import { text } from '@/lib/platform/text/schema';

/** One key of a file. Messages never quote a value: it may be a secret in the wrong column. */

const MAX_TEXT = 1_000;

const TOKEN_WORDS = 'has 20 to 512 visible ASCII characters without comma';
const token = text(MAX_TEXT, { missing: 'is not a text', tooLong: TOKEN_WORDS }).refine(isToken, TOKEN_WORDS);

const IDENTIFIER_WORDS = 'has 3 to 128 letters, digits, _ and -';
const identifier = text(MAX_TEXT, { missing: 'is not a text', tooLong: IDENTIFIER_WORDS }).refine(
  isImportedIdentifier,
  IDENTIFIER_WORDS,
);

const DIGEST_WORDS = 'is not a SHA-256 in hex or base64';
const digest = text(MAX_TEXT, { missing: 'is not a text', tooLong: DIGEST_WORDS }).regex(
  /^([0-9A-Fa-f]{64}|[A-Za-z0-9+/_-]{43}=?)$/,
  DIGEST_WORDS,
);

/** A list is one cell in CSV, and an array in JSON. */
const listOf = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(/[\s,;|]+/).filter(Boolean) : value),
    schema,
  );

const permissions = listOf(
  z
    .array(permissionName, 'is missing')
    .max(MAX_KEY_PERMISSIONS, `has at most ${MAX_KEY_PERMISSIONS} names`)
    .min(1, 'is missing')
    .overwrite((names) => [...new Set(names)]),
);

const ipRanges = listOf(
  z
    .array(text(100), 'is not a list')
    .max(MAX_RANGES, `has at most ${MAX_RANGES} ranges`)
    .transform((written, context) => {
      const { ranges, problems, everyone } = parseRanges(written.join('\n'));
      const wrong = (message: string) => context.addIssue({ code: 'custom', message });
      for (const { line, reason } of problems) wrong(`number ${line}: ${reason}`);
      if (everyone.length > 0)
        wrong('lets in every address of a family; leave it empty if everyone is meant');
      return ranges;
    }),
);

const instant = z.iso
  .datetime({ offset: true, error: 'is not a time with its zone, such as 2027-01-31T12:00:00Z' })
  .transform((written) => new Date(written));

const metadata = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}, metadataSchema);

const fields = {
  key: identifier.optional(),
  secret: token.optional(),
  secretSha256: digest.optional(),
  token: token.optional(),
  tokenSha256: digest.optional(),
  name: nameSchema('a name'),
  permissions,
  environment: z.enum(ENVIRONMENTS, 'is not production or integration'),
  description: descriptionSchema.default(''),
  ipRanges: ipRanges.default([]),
  usedIn: placesSchema.default(''),
  expiresAt: instant.optional(),
  status: z.enum(['active', 'disabled'], 'is not active or disabled').default('active'),
  createdAt: instant.optional(),
  externalId: externalIdSchema.optional(),
  metadata: metadata.optional(),
};

export const IMPORT_FIELDS = Object.keys(fields);

const ONE_CREDENTIAL =
  'needs a token, a tokenSha256, or a key with its secret or secretSha256, and only one of these';

export const importRowSchema = z
  .strictObject(fields)
  .refine(({ key, secret, secretSha256, token, tokenSha256 }) => {
    const tokens = [token, tokenSha256].filter((given) => given !== undefined).length;
    const secrets = [secret, secretSha256].filter((given) => given !== undefined).length;
    return key === undefined ? tokens === 1 && secrets === 0 : tokens === 0 && secrets === 1;
  }, ONE_CREDENTIAL);

export type ImportRow = z.infer<typeof importRowSchema>;

const MAX_REASONS = 3;

/** Why a row can't be taken, in a line. */
export function reasonOf(error: z.ZodError): string {
  const reasons = error.issues.map(({ code, path: [field, index], message }) => {
    if (code === 'unrecognized_keys') return `has a field that is not one of ${IMPORT_FIELDS.join(', ')}`;
    if (field === undefined) return message;
    return `${String(field)}: ${typeof index === 'number' ? `number ${index + 1} ` : ''}${message}`;
  });
  return [...new Set(reasons)].slice(0, MAX_REASONS).join('; ');
}
