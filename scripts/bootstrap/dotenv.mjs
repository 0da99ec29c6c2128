import { existsSync, readFileSync } from 'node:fs';

/** Its message is one line that names the variable, never its value. */
class SettingsError extends Error {
  /** @override */
  name = 'SettingsError';
}

/** A name, what is between it and its value, and the value as it stands. */
const LINE = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=[ \t]*(.*)$/gm;

/**
 * Takes settings from a file; what the real environment says wins. A # begins a comment there, even in the middle of a
 * word: a token or secret that holds one would be cut short without a word, so that is refused.
 *
 * @param {string} file
 */
export function loadDotenv(file) {
  if (!existsSync(file)) return;
  const cut = findCutValue(readFileSync(file, 'utf8'));
  if (cut)
    throw new SettingsError(`${cut} in ${file} must be in quotes: it holds a #, which begins a comment.`);
  process.loadEnvFile(file);
}

/**
 * The first name whose unquoted value holds a # right behind something else; with a blank before it, it is a comment.
 *
 * @param {string} text
 * @returns {string | undefined}
 */
export function findCutValue(text) {
  for (const [, name, value = ''] of text.matchAll(LINE)) {
    const uncommented = value.replace(/(^|\s)#.*$/, '');
    if (!/^["'`]/.test(value) && uncommented.includes('#')) return name;
  }
  return undefined;
}
