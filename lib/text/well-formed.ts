/** What PostgreSQL stores as it stands: it has no NUL in text or jsonb, and UTF-8 has no lone surrogate. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/** The same text with U+FFFD in place of what can't be stored, at most `max` UTF-16 code units long. */
export const makeStorable = (text: string, max: number): string =>
  text.slice(0, max).toWellFormed().replaceAll('\0', '\ufffd');
