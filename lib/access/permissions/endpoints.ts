export type Endpoint = {
  method: string;
  /** `:name` matches one segment, a final `/*` the rest. */
  pattern: string;
  /** The key alone is enough; otherwise key and secret are required. */
  keyAlone: boolean;
};

/** The `endpoints` that match this method and (judged) path. Both are case-sensitive. */
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
