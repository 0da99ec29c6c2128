import type { IncomingMessage, ServerResponse } from 'node:http';
import { readPresented } from '@/lib/keys/presented';
import { parseAddress } from '@/lib/network/address';
import { challenge, Problem, readBody, sendJson } from './answer';
import { presentsToken } from './caller';
import { countUse } from './count-use';
import type { Entry } from './lookup';
import type { Parts } from './parts';
import { explain, type VerifyBody, verifySchema } from './request';
import { type Verdict, verify } from './verify';

/** `POST /v1/verify`. */
export async function answerVerify(
  { directory, limiter, usage, metrics, token }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const begun = performance.now();
  requireCaller(request, token);
  const body = parse(await readBody(request));
  const presented = readPresented(body.key, body.secret);
  if (!presented) throw new Problem(400, 'secret: given twice, in key and in secret');
  const verdict = await verify(directory, limiter, presented, toAsked(body));
  countUse(usage, verdict, body.clientIp);
  sendJson(response, 200, toAnswer(verdict, requestId));
  metrics.verdict(verdict.code, 'verify', performance.now() - begun);
}

/** Callers of a verifier that others can reach present a bearer token (RFC 6750). */
function requireCaller(request: IncomingMessage, token: string | undefined): void {
  if (token === undefined) return;
  const given = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (presentsToken(given, token)) return;
  throw new Problem(401, 'Present the verifier token as a bearer token.', {
    'www-authenticate': challenge(given !== undefined),
  });
}

function parse(text: string): VerifyBody {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Problem(400, 'the body: not JSON');
  }
  const parsed = verifySchema.safeParse(json);
  if (!parsed.success) throw new Problem(400, explain(parsed.error));
  return parsed.data;
}

function toAsked(body: VerifyBody) {
  const { method, path, permission = [] } = body;
  return {
    environment: body.environment,
    permissions: typeof permission === 'string' ? [permission] : permission,
    endpoint: method !== undefined && path !== undefined ? { method, path } : null,
    dataset: body.dataset ?? null,
    client: body.clientIp === undefined ? null : parseAddress(body.clientIp),
  };
}

function toAnswer({ code, proved, entry, retryAfterSeconds }: Verdict, requestId: string) {
  if (code === 'VALID' && entry) return { valid: true, code, requestId, proved, key: keyOf(entry) };
  return { valid: false, code, requestId, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

function keyOf(entry: Entry) {
  const { type, environment, permissions, datasets, expiresAt, endsAt } = entry.judged;
  const end = Math.min(expiresAt ?? Number.POSITIVE_INFINITY, endsAt ?? Number.POSITIVE_INFINITY);
  return {
    id: entry.id,
    key: entry.key,
    name: entry.name,
    type,
    environment,
    organization: entry.organization,
    permissions: [...permissions.keys()],
    datasets,
    // Of these credentials: after a roll the older ones end before the key does.
    expiresAt: Number.isFinite(end) ? new Date(end).toISOString() : null,
  };
}
