import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { generate } from 'json-schema-faker';
import type { OpenApiDocument, OpenApiOperation, Parameter } from '@/lib/platform/openapi/document';
import { anyText } from './arbitrary';

/** Drives an API with requests made from its OpenAPI document, and checks every answer against it. */

export type Exchange = { operation: string; sent: string; status: number; problem: string | null };

type Drive = {
  document: OpenApiDocument;
  origin: string;
  seed: number;
  /** How many valid requests and how many invalid ones for each operation. */
  times: number;
  /** Headers for a request: whom it is from. */
  headersFor: (index: number) => Record<string, string>;
  /** What a parameter of the path may stand for, besides what is generated. */
  ids: Record<string, readonly string[]>;
};

type Sent = { path: string; headers: Record<string, string>; body: string | undefined };

export async function driveContract(drive: Drive): Promise<Exchange[]> {
  const { document, origin, times } = drive;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ $id: 'document', ...(document as object) });
  const exchanges: Exchange[] = [];
  let index = 0;
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      for (let round = 0; round < times; round++) {
        // First the documented example, which has to work.
        for (const kind of round === 0
          ? (['example', 'valid', 'invalid'] as const)
          : (['valid', 'invalid'] as const)) {
          index += 1;
          const seed = drive.seed + index;
          const sent = await requestFor(drive, path, operation, { kind, seed });
          const response = await fetch(origin + sent.path, {
            method: method.toUpperCase(),
            headers: { ...sent.headers, ...drive.headersFor(index) },
            ...(sent.body !== undefined && { body: sent.body }),
          });
          const text = await response.text();
          exchanges.push({
            operation: operation.operationId,
            sent: `${method.toUpperCase()} ${sent.path} ${sent.body ?? ''} (seed ${seed})`,
            status: response.status,
            problem: check(ajv, operation, response, text),
          });
        }
      }
    }
  }
  return exchanges;
}

/** Null if the answer is one of those that the document names, with the body that it describes. */
function check(ajv: Ajv, operation: OpenApiOperation, response: Response, text: string): string | null {
  const described = operation.responses[response.status];
  if (!described) return `${response.status} is not described: ${text.slice(0, 300)}`;
  const missing = Object.keys(described.headers ?? {}).filter((name) => !response.headers.has(name));
  if (missing.length > 0) return `without ${missing.join(', ')}`;
  const [media] = Object.entries(described.content ?? {});
  if (!media) return text === '' ? null : `a body where none is described: ${text.slice(0, 300)}`;
  const [type, { schema }] = media;
  if (response.headers.get('content-type') !== type) return `as ${response.headers.get('content-type')}`;
  if (!schema) return null;
  const pointer = JSON.stringify(schema).replaceAll('#/components/', 'document#/components/');
  return ajv.validate(JSON.parse(pointer), JSON.parse(text))
    ? null
    : `${ajv.errorsText()}: ${text.slice(0, 300)}`;
}

async function requestFor(
  { document, ids }: Drive,
  path: string,
  operation: OpenApiOperation,
  { kind, seed }: { kind: 'example' | 'valid' | 'invalid'; seed: number },
): Promise<Sent> {
  const isValid = kind !== 'invalid';
  const { parameters = [], requestBody } = operation;
  const value = async ({ schema, in: where }: Parameter) => {
    const known = where === 'path' ? ids[path] : undefined;
    if (isValid && known && known.length > 0) return known[seed % known.length] ?? '';
    const made = isValid ? await fake(schema, document, seed) : sample(anyText, seed);
    return typeof made === 'string' ? made.toWellFormed() : JSON.stringify(made);
  };
  let target = path;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const parameter of parameters) {
    const { name, in: where, required, schema } = parameter;
    // Each optional one in about a third of the requests.
    if (!required && (kind === 'example' || (seed + name.length) % 3 !== 0)) continue;
    if (where === 'path')
      target = target.replace(`{${name}}`, encodeURIComponent(await value(parameter)) || 'x');
    else if (where === 'header')
      headers[name] = isValid ? headerFor(name, seed) : visible(await value(parameter));
    else if (isValid && schema.type === 'array') {
      for (const each of (await fake(schema, document, seed)) as unknown[]) query.append(name, String(each));
    } else query.append(name, await value(parameter));
  }
  if (!isValid && seed % 4 === 0) query.append('unknown', '1');
  const text = query.toString();
  const { schema, example } = requestBody?.content['application/json'] ?? {};
  const made =
    kind === 'example' && example !== undefined ? example : schema && (await fake(schema, document, seed));
  const body = isValid || !schema ? made : spoilt(made, seed);
  return {
    path: text === '' ? target : `${target}?${text}`,
    headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}

const headerFor = (name: string, seed: number): string => (name === 'If-Match' ? '*' : `request-${seed}`);

/** Another value, or the same object with a member that is something else, missing, or not known. */
function spoilt(made: unknown, seed: number): unknown {
  const other = sample(fc.oneof(anyText, fc.jsonValue()), seed);
  if (typeof made !== 'object' || made === null || seed % 4 === 0) return other;
  const names = Object.keys(made);
  const name = names[seed % Math.max(1, names.length)] ?? 'name';
  if (seed % 4 === 1) return Object.fromEntries(Object.entries(made).filter(([each]) => each !== name));
  return { ...made, [seed % 4 === 2 ? 'unknown' : name]: other };
}

/** What `fetch` sends in a header. */
const visible = (text: string): string =>
  text
    .replaceAll(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, 300);

const fake = (schema: object, { components }: OpenApiDocument, seed: number): Promise<unknown> =>
  generate(
    { ...schema, components } as never,
    { seed, optionalsProbability: 0.5 } as never,
  ) as Promise<unknown>;

const sample = <Value>(arbitrary: fc.Arbitrary<Value>, seed: number): Value =>
  fc.sample(arbitrary, { numRuns: 1, seed })[0] as Value;
