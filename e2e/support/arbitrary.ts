import fc from 'fast-check';
import { z } from 'zod';

/** Strings of every kind that has caused a bug, and of no particular kind. */
export const anyText = fc.oneof(
  fc.constantFrom(
    ...['\0', 'a\0b', '\ud800', 'a\udc00', '\udc00\ud800', '\u202e', '\u200b', '\ufeff', '', ' '],
    ...['__proto__', 'constructor', '%00', "' or 1=1 --", '=cmd()', '<script>', '{"not":""}', '../..'],
    ...['0000-01-01T00:00', '9999-12-31T23:59', '+275760-09-13T00:00:00.000Z', '0000-01-01T00:00:00Z/'],
    ...['generator', 'UTC', 'Europe/Berlin', '12h', '000000', 'nobody@example.com', 'x'.repeat(5_000)],
  ),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
    .map((units) => String.fromCharCode(...units)),
);

type JsonSchema = {
  type?: string;
  format?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
};

/** Values that match a schema's shape, so that they get as far as a forged form would. `ids` are some existing ids. */
export function shapedLike(schema: z.ZodType, ids: readonly string[]): fc.Arbitrary<unknown> {
  const anyId = fc.oneof(
    fc.constantFrom(...ids),
    fc.constantFrom(...ids.map((id) => id.toUpperCase())),
    fc.uuid(),
  );
  const of = (shape: JsonSchema): fc.Arbitrary<unknown> => {
    if (shape.enum) return fc.constantFrom(...shape.enum);
    if ('const' in shape) return fc.constant(shape.const);
    if (shape.anyOf) return fc.oneof(...shape.anyOf.map(of));
    if (shape.type === 'object') {
      const members = Object.entries(shape.properties ?? {}).map(([name, inner]) => [name, of(inner)]);
      return fc.record(Object.fromEntries(members));
    }
    if (shape.type === 'array') return fc.array(of(shape.items ?? {}), { minLength: 1, maxLength: 3 });
    if (shape.type === 'boolean') return fc.boolean();
    if (shape.type === 'integer' || shape.type === 'number') return fc.integer({ min: -1, max: 3 });
    if (shape.format === 'uuid') return anyId;
    return shape.type === 'string' ? anyText : fc.jsonValue();
  };
  return of(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
}
