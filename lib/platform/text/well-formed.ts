/**
 * The text in a form that PostgreSQL stores unchanged, at most `max` UTF-16 code units long: U+FFFD replaces NUL, which
 * its text and jsonb can't hold, and lone surrogates, which UTF-8 can't encode.
 */
export const makeStorable = (text: string, max: number): string =>
  text.slice(0, max).toWellFormed().replaceAll('\0', '\ufffd');
