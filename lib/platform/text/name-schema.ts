import { text } from './schema';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * What makes a name unreadable or lets it pass for another: control characters, lone surrogates, bidirectional
 * overrides.
 */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u;
/** Invisible formatting: zero-width characters, soft hyphens, variation selectors. */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
/** The black flag is England's with some tags after it, and Scotland's with others. */
const FLAG_OR_IGNORABLE = /(\u{1f3f4}[\u{e0020}-\u{e007f}]+)|\p{Default_Ignorable_Code_Point}/gu;
/** U+2800, the Braille pattern without dots, is a symbol by its category, and looks like a space. */
const BLANKS = /[\s\u2800]+/gu;
/** A combining mark alone has nothing to combine with. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The longest grapheme that people use, a family of emoji, takes about 25 code units. Counting more would be an attack. */
const UNITS_PER_CHARACTER = 30;

/** The length in characters as people count them (grapheme clusters). */
const characters = (value: string): number => [...graphemes.segment(value)].length;

/** Free text in NFC, trimmed, of at most `limit` characters. Line breaks are allowed if `lines` says so. */
function typed(limit: number, what: string, lines: boolean) {
  const tooLong = `Use at most ${limit} characters.`;
  return text(limit * UNITS_PER_CHARACTER, { missing: `Enter ${what}.`, tooLong })
    .transform((value) => value.normalize('NFC').trim())
    .superRefine((value, context) => {
      const wrong = (message: string) => context.addIssue({ code: 'custom', message });
      if (characters(value) > limit) return wrong(tooLong);
      if (CONTROLS.test(lines ? value.replace(/\r?\n/g, '') : value)) {
        return wrong('Contains a control character. Remove it.');
      }
      if (BIDI.test(value)) wrong('Contains a character that reverses the reading direction. Remove it.');
    });
}

/** 1 to 100 characters as people count them, at least one of them visible. */
export const nameSchema = (what: string) =>
  typed(100, what, false).refine((value) => VISIBLE.test(withoutInvisible(value)), `Enter ${what}.`);

/** A line that may be empty. */
export const lineSchema = typed(200, 'a text', false);

export const descriptionSchema = typed(500, 'a description', true);

/** A note of the places where something is used, one per line. */
export const placesSchema = typed(1000, 'the places', true);

/**
 * Two names are the same if their folds are equal: NFC, ignoring case (ß and SS, final sigma included), invisible
 * characters and the kind of whitespace. What is stored and shown keeps all of these.
 */
export function foldName(name: string): string {
  const seen = name.replace(FLAG_OR_IGNORABLE, '$1').replace(BLANKS, ' ').trim();
  return seen.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

const withoutInvisible = (name: string): string => name.replace(IGNORABLE, '').replace(BLANKS, '');
