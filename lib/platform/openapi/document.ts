import { z } from 'zod';
import { type Components, type JsonSchema, toJsonSchema } from './json-schema';

/** An OpenAPI 3.1 document, made from the schemas that the routes parse with, so that it can't drift from them. */

export type Parameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
};

type Media = Record<string, { schema?: JsonSchema; example?: unknown }>;

export type OpenApiAnswer = {
  description: string;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
  content?: Media;
};

export type OpenApiOperation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Media };
  responses: Record<string, OpenApiAnswer>;
  security?: Record<string, string[]>[];
};

export type OpenApiDocument = {
  openapi: '3.1.0';
  info: {
    title: string;
    version: string;
    description: string;
    license: { name: string; identifier: string };
  };
  servers: { url: string }[];
  tags: { name: string; description?: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, JsonSchema> };
};

/** What an operation is generated from. */
export type DescribedOperation = {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description?: string | undefined;
  parameters: readonly Parameter[];
  query?: z.ZodType;
  body?: z.ZodType;
  example?: unknown;
  answers: Record<string, DescribedAnswer>;
  /** Whether it needs no authentication. */
  isOpen?: boolean;
};

export type DescribedAnswer = {
  description: string;
  schema?: z.ZodType;
  type?: string;
  headers?: Record<string, string>;
};

type Description = Pick<OpenApiDocument, 'servers' | 'tags' | 'security'> & {
  title: string;
  description: string;
  securitySchemes: Record<string, JsonSchema>;
  operations: readonly DescribedOperation[];
};

/** The version of the interface, not of the program. */
const INTERFACE_VERSION = '1';

export function writeDocument({ title, description, operations, securitySchemes, ...rest }: Description) {
  const components: Components = new Map();
  const paths: OpenApiDocument['paths'] = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: toOperation(operation, components),
    };
  }
  const document: OpenApiDocument = {
    openapi: '3.1.0',
    info: {
      title,
      version: INTERFACE_VERSION,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    ...rest,
    paths,
    components: { schemas: Object.fromEntries([...components].sort()), securitySchemes },
  };
  return document;
}

function toOperation(operation: DescribedOperation, components: Components): OpenApiOperation {
  const { id, tag, summary, description, query, body, example, answers, isOpen } = operation;
  const parameters = [...operation.parameters, ...queryParameters(query, components)];
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(isOpen && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: toJsonSchema(body, 'input', components),
            ...(example !== undefined && { example }),
          },
        },
      },
    }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [status, toAnswer(answer, components)]),
    ),
  };
}

/** A list is sent by repeating its parameter (`style: form`, `explode: true`, the default). */
function queryParameters(query: z.ZodType | undefined, components: Components): Parameter[] {
  if (!(query instanceof z.ZodObject)) return [];
  const { properties = {}, required = [] } = toJsonSchema(query, 'input', components);
  return Object.entries(properties as Record<string, JsonSchema>).map(
    ([name, { description, ...schema }]) => ({
      name,
      in: 'query',
      required: (required as string[]).includes(name),
      ...(typeof description === 'string' && { description }),
      schema,
    }),
  );
}

function toAnswer(
  { description, schema, type, headers }: DescribedAnswer,
  components: Components,
): OpenApiAnswer {
  const media = type ?? (schema && 'application/json');
  return {
    description,
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, words]) => [
          name,
          { description: words, schema: { type: 'string' } },
        ]),
      ),
    }),
    ...(media && {
      content: { [media]: schema ? { schema: toJsonSchema(schema, 'output', components) } : {} },
    }),
  };
}
