import { normalizePath } from './judged-path';

const MAX_LENGTH = 300;

/**
 * Why a path pattern would not match what it seems to, or null if it is fine. A pattern can't contain what `judgedPath`
 * refuses in a request, and only `:name` and a final `/*` are wildcards.
 */
export function patternProblem(pattern: string): string | null {
  if (!pattern.startsWith('/')) return 'begin with a /, without https:// and host';
  if (pattern.length > MAX_LENGTH) return `use at most ${MAX_LENGTH} characters`;
  if (/[?#]/.test(pattern)) return 'leave out the query and the fragment: only the path is judged';
  if (pattern.includes('//')) return 'a doubled slash is refused in every request';
  if (pattern.includes('\\')) return 'a backslash is refused in every request';
  if (/%(?![0-9a-f]{2})/i.test(pattern)) return 'a % begins two hexadecimal digits, such as %20';
  if (/%(?:2f|5c|2e|00)/i.test(pattern)) {
    return 'encoded slashes, backslashes and dots are refused in every request';
  }
  if (!/^[\x21-\x7e]+$/.test(pattern))
    return 'write blanks and other characters beyond ASCII percent-encoded';
  if (/(^|\/)\.\.?(;|\/|$)/.test(pattern)) return 'segments of . or .. are refused in every request';
  if (normalizePath(pattern) === null)
    return 'a server could read this in two ways: it is refused in every request';
  for (const [index, segment] of pattern.split('/').entries()) {
    const last = index === pattern.split('/').length - 1;
    if (segment.includes('*') && !(last && segment === '*')) return '* stands alone, after the last /';
    if (segment.startsWith(':') && !/^:[A-Za-z][A-Za-z0-9_]*$/.test(segment)) {
      return 'after : comes a name of letters, digits and _, such as :id';
    }
  }
  return null;
}

/** Methods are case-sensitive (RFC 9110 §9.1), so a lower-case one would never match. */
export const methodProblem = (method: string): string | null =>
  /^[A-Z]{1,32}$/.test(method) ? null : 'write the method in capitals, such as POST';
