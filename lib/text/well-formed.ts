/**
 * The text in a form that PostgreSQL stores as it stands, at most `max` UTF-16 code units long: U+FFFD takes the place of
 * NUL, which its text and jsonb don't have, and of lone surrogates, which UTF-8 doesn't have.
 */
export const makeStorable = (text: string, max: number): string =>
  text.slice(0, max).toWellFormed().replaceAll('\0', '\ufffd');
