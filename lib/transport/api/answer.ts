import type { Export } from '@/lib/platform/export/schema';
import { TITLES } from '@/lib/platform/http/problem';
import type { Refusal } from '@/lib/platform/result';
import { type ApiCode, PROBLEMS } from './problems';

/** What an operation answers: JSON, nothing, or a file that is generated while it is sent. */
export type Answer = { status: number; headers?: Record<string, string> } & (
  | { json: unknown }
  | { file: Export; type: string }
  | { empty: true }
);

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  json: value,
  headers,
});

/** The API's names of fields that have another name in the forms. */
const FIELD_NAMES: Record<string, string> = {
  expiration: 'expiresAt',
  everyone: 'allowEveryone',
  rate: 'limits',
  date: 'grace',
};

type ProblemOptions = { requestId: string; headers?: Record<string, string> };

/** A refusal in the format of RFC 9457. `errors` names each wrong field of the request. */
export function problem(refusal: Refusal<ApiCode>, { requestId, headers = {} }: ProblemOptions): Response {
  const { code, fields, retryAfterSeconds } = refusal;
  const [known, detail] = PROBLEMS[code];
  // A dataset in the body is wrong input; one in the path is a resource that doesn't exist.
  const status = code === 'DATASET_NOT_FOUND' && fields ? 400 : known;
  const errors = Object.entries(fields ?? {}).flatMap(([field, messages]) =>
    messages.map((message) => ({ field: FIELD_NAMES[field] ?? field, message })),
  );
  const body = {
    type: 'about:blank',
    title: TITLES[status],
    status,
    code,
    detail,
    requestId,
    ...(errors.length > 0 && { errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(status === 401 && { 'WWW-Authenticate': challengeFor(code) }),
      ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
      ...headers,
    },
  });
}

/** Without credentials no error is named (RFC 6750 §3.1). */
const challengeFor = (code: ApiCode): string =>
  code === 'NO_CREDENTIALS' ? 'Bearer realm="Keyport"' : 'Bearer realm="Keyport", error="invalid_token"';
