import { z } from 'zod';
import { parseJson } from '@/lib/platform/text/json';
import { text } from '@/lib/platform/text/schema';

/** What a program can attach to a key: its own id for whoever uses the key, and a few values. */

const MAX_EXTERNAL_ID = 255;
const MAX_METADATA_BYTES = 4_096;

const EXTERNAL_ID_WORDS =
  'Use at most 255 visible ASCII characters without spaces and commas, such as customer-4711.';

/** Safe in an HTTP header, even in one that lists values (RFC 9110 §5.6.1). */
export const externalIdSchema = text(MAX_EXTERNAL_ID, { tooLong: EXTERNAL_ID_WORDS }).regex(
  /^[\x21-\x2b\x2d-\x7e]+$/,
  EXTERNAL_ID_WORDS,
);

const NAME = /^[A-Za-z0-9_.-]{1,64}$/;
const NAME_WORDS = 'A name has 1 to 64 letters, digits, dots, hyphens and underscores.';
const VALUE_WORDS = 'A value is a string, a number, or true or false.';

const metadataValue = z.union([text(MAX_METADATA_BYTES), z.number(), z.boolean()], VALUE_WORDS);

/** At most 4,096 bytes of UTF-8 as JSON. */
export const metadataSchema = z
  .record(
    text(MAX_METADATA_BYTES),
    metadataValue,
    'Enter a JSON object, such as {"plan": "gold", "seats": 5}.',
  )
  // Not a rule of the names' own schema: its message would be lost.
  .superRefine((metadata, context) => {
    const wrong = Object.keys(metadata).find((name) => !NAME.test(name));
    if (wrong !== undefined) context.addIssue({ code: 'custom', path: [wrong], message: NAME_WORDS });
  })
  .refine(
    (metadata) => new TextEncoder().encode(JSON.stringify(metadata)).length <= MAX_METADATA_BYTES,
    'Use at most 4,096 bytes in all.',
  );

export type Metadata = z.infer<typeof metadataSchema>;

/** Parses the JSON object that was typed; empty text means an empty object. */
export function parseMetadata(typed: string): z.ZodSafeParseResult<Metadata> {
  if (typed.trim() === '') return metadataSchema.safeParse({});
  try {
    return metadataSchema.safeParse(parseJson(typed));
  } catch {
    return metadataSchema.safeParse(null);
  }
}

/** The text to edit; empty for an empty object. */
export const formatMetadata = (metadata: Metadata): string =>
  Object.keys(metadata).length === 0 ? '' : JSON.stringify(metadata, null, 2);

/** The text of both fields as the forms send it. Empty means none. */
export const typedExternalId = text(1_000, { tooLong: EXTERNAL_ID_WORDS })
  .trim()
  .refine((typed) => typed === '' || externalIdSchema.safeParse(typed).success, EXTERNAL_ID_WORDS);

export const typedMetadata = text(20_000, { tooLong: 'Use at most 4,096 bytes in all.' }).superRefine(
  (typed, context) => {
    const { error } = parseMetadata(typed);
    for (const { path, message } of error?.issues ?? []) {
      const [name] = path;
      context.addIssue({
        code: 'custom',
        message: name === undefined ? message : `${String(name)}: ${message}`,
      });
    }
  },
);
