import { z } from 'zod';

/** JSON Schema, draft 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = { [keyword: string]: unknown };

/** Named schemas of a document, by name. */
export type Components = Map<string, JsonSchema>;

/** Replaces the generated schema of a value that is written in another type than it is parsed to: a number in a query. */
const REPLACEMENT = 'x-schema';

export const describedAs = (schema: JsonSchema) => ({ [REPLACEMENT]: schema });

/**
 * The JSON Schema of a schema's input or output. A part with an id (`.meta({ id })`) becomes a component, and a reference
 * to it. Throws if two different schemas have the same id: the later one would silently win.
 */
export function toJsonSchema(schema: z.ZodType, io: 'input' | 'output', components: Components): JsonSchema {
  const generated = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: simplify });
  const { $schema: _schema, $defs = {}, ...rest } = referToComponents(generated) as JsonSchema;
  for (const [name, part] of Object.entries($defs as Record<string, JsonSchema>)) {
    const known = components.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(part))
      throw new Error(`Two schemas are called ${name}`);
    components.set(name, part);
  }
  return rest;
}

/** Drops the long pattern of a format, which says the same. */
function simplify({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  const replacement = jsonSchema[REPLACEMENT];
  if (replacement) {
    const { description } = jsonSchema;
    for (const keyword of Object.keys(jsonSchema)) delete jsonSchema[keyword];
    Object.assign(jsonSchema, replacement, description !== undefined && { description });
  } else if (jsonSchema.format !== undefined) {
    delete jsonSchema.pattern;
  }
}

function referToComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referToComponents);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : referToComponents(inner),
    ]),
  );
}
