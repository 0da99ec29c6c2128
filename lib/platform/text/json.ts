/**
 * Parses JSON from outside. Throws a SyntaxError for anything else, and for a member named `__proto__`: parsers and
 * copies silently drop it, or take it for an object's prototype.
 */
export function parseJson(json: string): unknown {
  return JSON.parse(json, (name, value) => {
    if (name === '__proto__') throw new SyntaxError('A member is named __proto__');
    return value;
  });
}
