import { z } from 'zod';

/** The building blocks for text from outside. Nothing else in the project may say `z.string()`; a test looks for it. */

type Words = { missing?: string; tooLong?: string };

/**
 * Text of at most `max` UTF-16 code units that is stored, compared and logged as it was sent: well-formed Unicode
 * without NUL. Anything else fails in SQL, or is stored as a different text than the one that an HMAC covers.
 */
export const text = (max: number, { missing = 'Enter a text.', tooLong = atMost(max) }: Words = {}) =>
  z
    .string(missing)
    .max(max, { error: tooLong, abort: true })
    .refine((value) => value.isWellFormed(), 'Contains a broken character. Type it again.')
    .refine((value) => !value.includes('\0'), 'Contains a control character. Remove it.');

/** In lower case, as PostgreSQL writes a UUID: the audit log must record what is stored. */
export const id = (missing?: string) => z.uuid(missing).toLowerCase();

const atMost = (max: number) => `Use at most ${max.toLocaleString('en')} characters.`;

/**
 * The text in a form that PostgreSQL stores unchanged, at most `max` UTF-16 code units long: U+FFFD replaces NUL, which
 * its text and jsonb can't hold, and lone surrogates, which UTF-8 can't encode.
 */
export const makeStorable = (text: string, max: number): string =>
  text.slice(0, max).toWellFormed().replaceAll('\0', '\ufffd');
