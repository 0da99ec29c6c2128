import type { ServerResponse } from 'node:http';
import type { Environment } from '@/lib/access/credentials/schema';
import { TITLES } from '@/lib/platform/http/problem';
import { challenge, send, sendEmpty } from '@/verifier/http/answer';
import type { Verdict } from '@/verifier/verify/verify';

/** `UNAVAILABLE` if it can't be decided, or if the gateway's settings are wrong. */
export type Code = Verdict['code'] | 'UNAVAILABLE';

const STATUS: Record<Code, 200 | 401 | 403 | 503> = {
  VALID: 200,
  NOT_FOUND: 401,
  SECRET_REQUIRED: 401,
  EXPIRED: 401,
  ROLLED: 401,
  DISABLED: 401,
  REVOKED: 401,
  WRONG_ENVIRONMENT: 403,
  IP_NOT_ALLOWED: 403,
  DATASET_NOT_ALLOWED: 403,
  INSUFFICIENT_PERMISSIONS: 403,
  RATE_LIMITED: 403,
  UNAVAILABLE: 503,
};

export type Answer = {
  code: Code;
  /** The identity for the upstream; null on every refusal. */
  identity: Identity | null;
  /** Whether any credentials were presented, valid or not. */
  hasCredentials: boolean;
  retryAfterSeconds?: number | undefined;
};

/** It can't be decided, or the gateway's settings are wrong. */
export const UNAVAILABLE: Answer = { code: 'UNAVAILABLE', identity: null, hasCredentials: false };

export type Identity = {
  keyId: string;
  organizationId: string;
  externalId: string | null;
  environment: Environment;
  permissions: readonly string[];
  datasets: readonly string[];
  proved: 'secret' | 'key';
};

export function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  requestId: string,
  close: boolean,
): void {
  const { code, identity, hasCredentials, retryAfterSeconds } = answer;
  const status = STATUS[code];
  const headers = identityHeaders(identity, code);
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  if (status === 401) headers['www-authenticate'] = challenge(hasCredentials);
  if (close) headers.connection = 'close';
  if (status === 200) {
    sendEmpty(response, headers);
    return;
  }
  const body = { type: 'about:blank', title: TITLES[status], status, code, requestId };
  send(response, status, 'application/problem+json', headers, JSON.stringify(body));
}

/** Always every header: what a gateway copies must never be what the client sent, who could claim any identity. */
export const identityHeaders = (identity: Identity | null, code: Code): Record<string, string> => ({
  'x-keyport-key-id': visible(identity?.keyId),
  'x-keyport-organization-id': visible(identity?.organizationId),
  'x-keyport-environment': identity?.environment ?? '',
  'x-keyport-permissions': identity?.permissions.map(nameOf).join(',') ?? '',
  'x-keyport-datasets': identity?.datasets.map(nameOf).join(',') ?? '',
  'x-keyport-proved': identity?.proved ?? '',
  'x-keyport-external-id': visible(identity?.externalId ?? ''),
  'x-keyport-code': code,
});

/** Anything else would let a value end its header, or start another one. */
function visible(text = ''): string {
  if (!/^[\x21-\x7e]*$/.test(text)) throw new Error('A value does not fit into a header');
  return text;
}

/** A comma would turn one name into two. */
function nameOf(listed: string): string {
  if (listed.includes(',')) throw new Error('A name does not fit into a list');
  return visible(listed);
}
