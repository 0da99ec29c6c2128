import type { OpenApiDocument, OpenApiOperation } from '@/lib/platform/openapi/document';
import type { JsonSchema } from '@/lib/platform/openapi/json-schema';

/** What the page reads from an OpenAPI document. */

export type Described = OpenApiOperation & { method: string; path: string };

export const operationsByTag = (document: OpenApiDocument): { tag: string; operations: Described[] }[] => {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );
  return document.tags.map(({ name }) => ({
    tag: name,
    operations: all.filter(({ tags }) => tags.includes(name)),
  }));
};

type Schemas = Record<string, JsonSchema>;

const referred = (schema: JsonSchema, schemas: Schemas): JsonSchema =>
  typeof schema.$ref === 'string' ? (schemas[schema.$ref.split('/').at(-1) ?? ''] ?? schema) : schema;

export type Field = { name: string; type: string; isRequired: boolean; description: string };

/** The members of an object, in the order of its schema. */
export function fieldsOf(schema: JsonSchema | undefined, schemas: Schemas): Field[] {
  const { properties = {}, required = [] } = referred(schema ?? {}, schemas);
  return Object.entries(properties as Schemas).map(([name, inner]) => ({
    name,
    type: typeInWords(inner, schemas),
    isRequired: (required as string[]).includes(name),
    description: typeof inner.description === 'string' ? inner.description : '',
  }));
}

/** "a date and time, or null". */
export function typeInWords(given: JsonSchema, schemas: Schemas): string {
  const schema = referred(given, schemas);
  const either = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(either)) {
    const words = (either as JsonSchema[]).map((each) => typeInWords(each, schemas));
    return [...new Set(words)].join(' or ');
  }
  if (Array.isArray(schema.enum)) return schema.enum.map(String).join(', ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.type === 'array') return `list of ${typeInWords((schema.items ?? {}) as JsonSchema, schemas)}`;
  if (schema.type === 'object') {
    const names = Object.keys((schema.properties ?? {}) as Schemas);
    return names.length > 0 ? `{ ${names.join(', ')} }` : 'object';
  }
  if (schema.format === 'date-time') return 'date and time';
  if (schema.format === 'uuid') return 'id';
  return typeof schema.type === 'string' ? schema.type : 'any value';
}

/** A command for a shell that has KEYPORT_KEY and KEYPORT_SECRET set, and KEY_ID or DATASET_ID if the path needs it. */
export function curlFor(origin: string, { method, path, parameters = [], requestBody }: Described): string {
  const id = path.includes('/datasets/') ? '$DATASET_ID' : '$KEY_ID';
  const example = requestBody?.content['application/json']?.example;
  const headers = parameters.flatMap(({ in: where, name }) =>
    where === 'header' ? [`-H "${name}: ${name === 'If-Match' ? '*' : '$(openssl rand -hex 16)'}"`] : [],
  );
  const parts = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"${origin}${path.replace('{id}', id)}"`,
    '-H "Authorization: Bearer $KEYPORT_KEY.$KEYPORT_SECRET"',
    ...headers,
    ...(example === undefined
      ? []
      : ['-H "Content-Type: application/json"', `-d '${JSON.stringify(example)}'`]),
  ];
  return parts.join(' \\\n  ');
}
