import Negotiator from 'negotiator';
import { z } from 'zod';
import { isOurOrigin } from '@/lib/platform/env/env';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { parseJson } from '@/lib/platform/text/json';

const MAX_BODY_CHARACTERS = 64 * 1024;

/** For an operation without a query, or without a body. */
export const nothing = z.strictObject({});

/** Whether a web page of another origin sent it. It is refused, whatever it presents (cross-site request forgery). */
export function isForeign(headers: Headers): boolean {
  const origin = headers.get('origin');
  return (origin !== null && !isOurOrigin(origin)) || headers.get('sec-fetch-site') === 'cross-site';
}

export const isAcceptable = (headers: Headers, type: string): boolean => {
  const accept = headers.get('accept');
  return accept === null || new Negotiator({ headers: { accept } }).mediaTypes([type]).length > 0;
};

/** A parameter may be repeated if it is a list in the schema; a second value of any other is refused. */
export function readQuery<Schema extends z.ZodType>(
  schema: Schema,
  params: URLSearchParams,
): Result<z.output<Schema>, 'BAD_INPUT'> {
  const shape = schema instanceof z.ZodObject ? schema.shape : {};
  const given: Record<string, unknown> = {};
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name);
    given[name] = isList(shape[name]) || values.length > 1 ? values : values[0];
  }
  return parse(schema, given);
}

function isList(schema: unknown): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return isList(schema.unwrap());
  return schema instanceof z.ZodArray;
}

/** A JSON object. An operation without a body takes none, or an empty one. */
export async function readBody<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
): Promise<Result<z.output<Schema>, 'UNSUPPORTED_MEDIA_TYPE' | 'BODY_TOO_LARGE' | 'NOT_JSON' | 'BAD_INPUT'>> {
  const text = await request.text();
  if (text.length > MAX_BODY_CHARACTERS) return refuse('BODY_TOO_LARGE');
  const isEmpty = text === '' && schema === (nothing as z.ZodType);
  if (isEmpty) return parse(schema, {});
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') return refuse('UNSUPPORTED_MEDIA_TYPE');
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return refuse('NOT_JSON');
  }
  return parse(schema, value);
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Result<z.output<Schema>, 'BAD_INPUT'> {
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : refuse('BAD_INPUT', { fields: byField(parsed.error) });
}

/** The name of an unknown member isn't quoted: it may be a secret in the wrong place. */
function byField(error: z.ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  const add = (field: string, message: string) => {
    fields[field] = [...(fields[field] ?? []), message];
  };
  for (const issue of error.issues) {
    const field = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') add(field, 'Has a member or parameter that is not known.');
    else add(field, issue.message);
  }
  return fields;
}
