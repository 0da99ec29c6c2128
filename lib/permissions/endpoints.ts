export type Endpoint = {
  method: string;
  /** `:name` is one segment, a final `/*` the rest. */
  pattern: string;
  /** The key alone is enough; otherwise key and secret are asked for. */
  keyAlone: boolean;
};

/**
 * The path that is judged, or null where an upstream could read it as another one: doubled slashes, dot segments,
 * backslashes, encoded slashes and dots, controls. The query is cut off first.
 */
export function judgedPath(target: string): string | null {
  const path = target.split('?', 1)[0] ?? '';
  if (!path.startsWith('/') || path.includes('//')) return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
  if (/[\\#\u0000-\u0020\u007f]|%(?:2f|5c|2e|00)/i.test(path)) return null;
  // Java's servers cut off what follows a semicolon, and read /a/..;/b as /b.
  return path.split('/').some((segment) => /^\.\.?(;|$)/.test(segment)) ? null : path;
}

/** Which of `endpoints` name this method and (judged) path. Both are case-sensitive. */
export function matching(endpoints: readonly Endpoint[], method: string, path: string): Endpoint[] {
  return endpoints.filter((endpoint) => endpoint.method === method && names(endpoint.pattern, path));
}

function names(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  const open = wanted.at(-1) === '*';
  const fixed = open ? wanted.slice(0, -1) : wanted;
  if (open ? given.length <= fixed.length : given.length !== fixed.length) return false;
  return fixed.every((segment, i) => {
    const value = given[i] ?? '';
    return segment.startsWith(':') ? value !== '' : segment === value;
  });
}
