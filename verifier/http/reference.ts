import { z } from 'zod';
import { ENVIRONMENTS, KEY_TYPES } from '@/lib/access/credentials/schema';
import { answered } from '@/lib/platform/openapi/answered';
import {
  type DescribedAnswer,
  type OpenApiDocument,
  type Parameter,
  writeDocument,
} from '@/lib/platform/openapi/document';
import { verifySchema } from './verify-body';

/** The verifier's OpenAPI document: the body is the schema that the route parses with. */

const CODES = [
  'NOT_FOUND',
  'SECRET_REQUIRED',
  'REVOKED',
  'DISABLED',
  'EXPIRED',
  'ROLLED',
  'WRONG_ENVIRONMENT',
  'IP_NOT_ALLOWED',
  'DATASET_NOT_ALLOWED',
  'INSUFFICIENT_PERMISSIONS',
  'RATE_LIMITED',
] as const;

const valid = z
  .strictObject({
    valid: z.literal(true),
    code: z.literal('VALID'),
    requestId: answered.text(),
    proved: z.enum(['secret', 'key']),
    key: z.strictObject({
      id: answered.id(),
      key: answered.text(),
      name: answered.text(),
      type: z.enum(KEY_TYPES),
      environment: z.enum(ENVIRONMENTS),
      organization: z.strictObject({ id: answered.id(), name: answered.text() }),
      permissions: z.array(answered.text()),
      datasets: z.array(answered.id()),
      expiresAt: answered.instant().nullable(),
      externalId: answered.text().optional(),
      metadata: answered.metadata().optional(),
    }),
  })
  .meta({ id: 'Valid' });

const refused = z
  .strictObject({
    valid: z.literal(false),
    code: z.enum(CODES),
    requestId: answered.text(),
    retryAfterSeconds: z.int().optional(),
  })
  .meta({ id: 'Refused' });

const problem = z
  .strictObject({
    type: answered.text(),
    title: answered.text(),
    status: z.int(),
    detail: answered.text().optional(),
    code: answered.text().optional(),
    requestId: answered.text(),
  })
  .meta({ id: 'Problem' });

const failed = (description: string): DescribedAnswer => ({
  description,
  schema: problem,
  type: 'application/problem+json',
});

const inPath = (name: string, values: readonly string[]): Parameter => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', enum: values },
});

const IDENTITY = Object.fromEntries(
  [
    'Key-Id',
    'Organization-Id',
    'Environment',
    'Permissions',
    'Datasets',
    'Proved',
    'External-Id',
    'Code',
  ].map((name) => [`X-Keyport-${name}`, name === 'Code' ? "The verdict's code." : 'Empty where it refuses.']),
);

export const describeVerifier = (): OpenApiDocument =>
  writeDocument({
    title: 'Keyport verifier',
    description: 'Says on each request whether a key may do what it is about to do.',
    servers: [{ url: '/' }],
    tags: [{ name: 'Verdicts' }],
    security: [{ verifierToken: [] }, {}],
    securitySchemes: {
      verifierToken: { type: 'http', scheme: 'bearer', description: 'VERIFIER_TOKEN, where it is set.' },
      gatewayToken: { type: 'apiKey', in: 'header', name: 'X-Keyport-Verifier-Token' },
    },
    operations: [
      {
        id: 'verify',
        method: 'POST',
        path: '/v1/verify',
        tag: 'Verdicts',
        summary: 'Judge a key',
        description: 'Answers 200 whenever it can decide.',
        parameters: [],
        body: verifySchema,
        answers: {
          200: { description: 'The verdict.', schema: z.union([valid, refused]) },
          400: failed('The body is not this, a key is empty, or a secret came twice.'),
          401: failed('VERIFIER_TOKEN is set and was not presented.'),
          413: failed('The body has more than 16 KB.'),
          503: failed('It can not be decided now: treat it as a refusal.'),
        },
      },
      {
        id: 'forwardAuth',
        method: 'GET',
        path: '/v1/forward-auth/{gateway}/{environment}',
        tag: 'Verdicts',
        summary: "Judge a gateway's request",
        description:
          "With any method. The client's credentials, method and path come in the headers that each gateway sends; docs/gateways has settings for each. Envoy adds the original path to this one.",
        parameters: [
          inPath('gateway', ['nginx', 'caddy', 'traefik', 'envoy']),
          inPath('environment', ENVIRONMENTS),
        ],
        answers: {
          200: { description: 'The request may pass.', headers: IDENTITY },
          401: { ...failed('The credentials are missing or not good.'), headers: IDENTITY },
          403: {
            ...failed('The key is good, the request is not; or a limit is used up.'),
            headers: IDENTITY,
          },
          503: { ...failed('It can not be decided now, or the settings are wrong.'), headers: IDENTITY },
        },
      },
    ],
  });
