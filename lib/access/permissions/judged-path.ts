/**
 * The path to judge, or null if an upstream could read it in two ways: then it matches nothing, neither a wildcard nor
 * a parameter. Servers differ in how often they decode, in what they trim, fold or cut off, and in where a segment ends
 * (RFC 3986 §3.3 and §7.6 leave them free). A key that may read `/files/*` must not get at `/admin` by
 * `/files/..%3b/admin`. The query is cut off first.
 */
export function normalizePath(target: string): string | null {
  const path = target.split('?', 1)[0] ?? '';
  if (PLAIN.test(path)) return path;
  if (!path.startsWith('/') || path.includes('//') || !/^[\x21-\x7e]+$/.test(path)) return null;
  return path.slice(1).split('/').every(isClear) ? path : null;
}

/** Nearly all paths: nothing to decode, nothing to cut off, no segment of dots alone. */
const PLAIN = /^\/(?:(?!\.{1,2}(?:\/|$))[\w.~!$&'()*+,=:@-]+(?:\/|$))*$/;

function isClear(segment: string): boolean {
  if (segment === '') return true;
  // No honest client encodes a dot (RFC 3986 §2.3).
  if (/%2e/i.test(segment)) return false;
  const text = decode(segment);
  if (text === null || AMBIGUOUS.test(text)) return false;
  // Java servers cut off what follows a semicolon, Windows and others trim blanks, and some drop invisible characters.
  const name = text.split(';', 1)[0]?.replace(INVISIBLE, '') ?? '';
  return name !== '' && name !== '.' && name !== '..' && text.replace(INVISIBLE, '') !== '';
}

/** Decoded once and normalized to NFKC, which turns a full-width dot into a dot; null if it isn't UTF-8 (RFC 3629). */
function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment).normalize('NFKC');
  } catch {
    return null;
  }
}

/**
 * Separators and their look-alikes in older code pages, what ends a path, control characters and line ends, and nested
 * encodings.
 */
const AMBIGUOUS = /[/\\?#\u2044\u2215\u2216\u29f5\u29f8\p{Cc}\p{Zl}\p{Zp}]|%[0-9a-f]{2}|%u[0-9a-f]{4}/iu;
const INVISIBLE = /[\p{Z}\p{Cf}]/gu;
