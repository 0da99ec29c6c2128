import { z } from 'zod';
import { settings } from '@/lib/platform/env/env';
import { type ProblemStatus, TITLES } from '@/lib/platform/http/problem';
import { answered } from '@/lib/platform/openapi/answered';
import {
  type DescribedAnswer,
  type DescribedOperation,
  type OpenApiDocument,
  type Parameter,
  writeDocument,
} from '@/lib/platform/openapi/document';
import type { Operation, RequestHeader } from './operation';
import { type ApiCode, PROBLEMS } from './problems';
import { nothing } from './read-request';
import { API_PREFIX, OPERATIONS } from './routes';

/** The document at `/api/v1/openapi.json`, which the page "API reference" shows. */
export const describeApi = (): OpenApiDocument =>
  writeDocument({
    title: 'Keyport REST API',
    description:
      "Everything that a person can do with keys, for programs. Authenticate with a member's personal key that holds `portal:keys:read`, `portal:keys:write` or `portal:audit:read`; it can never do more than its owner may do at that moment. Errors are `application/problem+json` (RFC 9457).",
    servers: [{ url: settings().portalUrl }],
    tags: [...new Set(OPERATIONS.map(({ tag }) => tag))].map((name) => ({ name })),
    security: [{ bearer: [] }, { basic: [] }, { key: [], secret: [] }],
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', description: 'Authorization: Bearer KEY.SECRET' },
      basic: { type: 'http', scheme: 'basic', description: 'The key as user name, the secret as password.' },
      key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      secret: { type: 'apiKey', in: 'header', name: 'X-API-Secret' },
    },
    operations: OPERATIONS.map(describe),
  });

const problemSchema = z
  .strictObject({
    type: answered.text(),
    title: answered.text(),
    status: z.int(),
    code: answered.text().meta({ description: 'For programs; it never changes.' }),
    detail: answered.text().meta({ description: 'For people; it may change.' }),
    requestId: answered.text(),
    errors: z
      .array(z.strictObject({ field: answered.text(), message: answered.text() }))
      .optional()
      .meta({ description: 'Each wrong field of the request.' }),
  })
  .meta({ id: 'Problem' });

const describe = (operation: Operation): DescribedOperation => {
  const hasBody = operation.method === 'POST' || operation.method === 'PATCH';
  const isEmpty = operation.body === (nothing as z.ZodType);
  return {
    id: operation.id,
    method: operation.method,
    path: API_PREFIX + operation.path,
    tag: operation.tag,
    summary: operation.summary,
    description: operation.description,
    parameters: [
      ...(operation.path.includes('{id}') ? [ID] : []),
      ...(operation.headers ?? []).map((name) => HEADERS[name]),
    ],
    query: operation.query,
    ...(hasBody && !isEmpty && { body: operation.body, example: operation.example }),
    answers: { ...successes(operation), ...failures(operation, hasBody) },
  };
};

const ID: Parameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };

const HEADERS: Record<RequestHeader, Parameter> = {
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description:
      'An id that you choose for this request; use the same one to send it again. Kept for 24 hours.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
  },
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The ETag of the key that you read, or `*`.',
    schema: { type: 'string' },
  },
};

const ANSWER_HEADERS: Record<string, string> = {
  ETag: 'The current version.',
  Location: 'The path of what was created.',
  'Idempotent-Replayed': '`true`: this request was sent before.',
  RateLimit: 'How many requests are left in this minute, and when the next minute begins.',
};

const successes = ({ answers }: Operation): Record<string, DescribedAnswer> =>
  Object.fromEntries(
    Object.entries(answers).map(([status, { headers = [], ...answer }]) => [
      status,
      {
        ...answer,
        headers: Object.fromEntries(
          [...headers, 'RateLimit'].map((name) => [name, ANSWER_HEADERS[name] ?? '']),
        ),
      },
    ]),
  );

/** What every operation can refuse. */
const COMMON: readonly ApiCode[] = [
  'BAD_INPUT',
  'NO_CREDENTIALS',
  'NOT_FOUND',
  'SECRET_REQUIRED',
  'DISABLED',
  'EXPIRED',
  'REVOKED',
  'ROLLED',
  'IP_NOT_ALLOWED',
  'FORBIDDEN',
  'NOT_A_PERSONAL_KEY',
  'FOREIGN_ORIGIN',
  'NOT_ACCEPTABLE',
  'TOO_MANY_REQUESTS',
  'TOO_MANY_AT_ONCE',
  'RATE_LIMITED',
  'UNEXPECTED',
];

const WITH_BODY: readonly ApiCode[] = ['NOT_JSON', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

/** Answered before the API sees the request. */
const HEADERS_TOO_LARGE: DescribedAnswer = {
  description: 'Request header fields too large: the path and the headers have more than 16 KB.',
  type: 'application/problem+json',
};

function failures({ refusals }: Operation, hasBody: boolean): Record<string, DescribedAnswer> {
  const byStatus = new Map<ProblemStatus, ApiCode[]>();
  for (const code of [...COMMON, ...(hasBody ? WITH_BODY : []), ...refusals]) {
    const [status] = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const described = [...byStatus].map(([status, codes]): [string, DescribedAnswer] => [
    String(status),
    {
      description: `${TITLES[status]}: ${codes.map((code) => `\`${code}\``).join(', ')}`,
      schema: problemSchema,
      type: 'application/problem+json',
    },
  ]);
  return { ...Object.fromEntries(described), 431: HEADERS_TOO_LARGE };
}
