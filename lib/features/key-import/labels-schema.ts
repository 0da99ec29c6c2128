import { z } from 'zod';
import { text } from '@/lib/platform/text/schema';

/** What an organization calls a key in its own systems, and what else it keeps with it. */

const EXTERNAL_ID_WORDS = 'has 1 to 255 visible ASCII characters without comma';
/** A comma would turn one value of a header into two. */
export const externalIdSchema = text(255, { tooLong: EXTERNAL_ID_WORDS }).regex(
  /^[\x21-\x2b\x2d-\x7e]+$/,
  EXTERNAL_ID_WORDS,
);

const MAX_METADATA_BYTES = 4_096;
const METADATA_WORDS =
  'is one JSON object: names of 1 to 64 letters, digits and _ . -, with texts, numbers or true and false';

const value = z.union([text(MAX_METADATA_BYTES), z.number(), z.boolean()]);

export type Metadata = Record<string, string | number | boolean>;

export const metadataSchema = z
  .custom<Metadata>(
    (given) =>
      typeof given === 'object' &&
      given !== null &&
      !Array.isArray(given) &&
      Object.entries(given).every(
        ([name, held]) => /^[A-Za-z0-9_.-]{1,64}$/.test(name) && value.safeParse(held).success,
      ),
    METADATA_WORDS,
  )
  .refine(
    (metadata) => new TextEncoder().encode(JSON.stringify(metadata)).length <= MAX_METADATA_BYTES,
    'has at most 4,096 bytes as JSON',
  );
