import type { IncomingMessage, ServerResponse } from 'node:http';
import { readPresented } from '@/lib/access/credentials/token';
import { isSameToken, readBearer } from '@/lib/platform/http/bearer';
import { Problem } from '@/lib/platform/http/problem';
import { parseAddress } from '@/lib/platform/network/address';
import { recordUsage } from '@/verifier/usage/record-usage';
import { type Verdict, verify } from '@/verifier/verify/verify';
import { challenge, readBody, sendAscii } from './answer';
import type { VerifierDeps } from './deps';
import { explain, type VerifyBody, verifySchema } from './verify-body';

/** `POST /v1/verify`. */
export async function answerVerify(
  { directory, limiter, usage, metrics, token }: VerifierDeps,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const begun = performance.now();
  requireVerifierToken(request, token);
  const body = parse(await readBody(request));
  const presented = readPresented(body.key, body.secret);
  if (!presented) throw new Problem(400, 'secret: given twice, in key and in secret');
  const judged = verify(directory, limiter, presented, toAccessRequest(body));
  const verdict = judged instanceof Promise ? await judged : judged;
  recordUsage(usage, verdict, body.clientIp);
  sendAscii(response, toAnswer(verdict, requestId));
  metrics.verdict(verdict.code, 'verify', performance.now() - begun);
}

/** Callers of a verifier that is reachable from elsewhere present a bearer token (RFC 6750). */
function requireVerifierToken(request: IncomingMessage, token: string | undefined): void {
  if (token === undefined) return;
  const given = readBearer(request);
  if (isSameToken(given, token)) return;
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

function toAccessRequest(body: VerifyBody) {
  const { method, path, permission = [] } = body;
  return {
    environment: body.environment,
    permissions: typeof permission === 'string' ? [permission] : permission,
    endpoint: method !== undefined && path !== undefined ? { method, path } : null,
    dataset: body.dataset ?? null,
    client: body.clientIp === undefined ? null : parseAddress(body.clientIp),
  };
}

/** ASCII: everything in it needs no escaping, or is JSON already. */
function toAnswer({ code, proved, entry, retryAfterSeconds }: Verdict, requestId: string): string {
  if (code === 'VALID' && entry) {
    return `{"valid":true,"code":"VALID","requestId":"${requestId}","proved":"${proved}","key":${entry.answerJson}}`;
  }
  const wait = retryAfterSeconds === undefined ? '' : `,"retryAfterSeconds":${retryAfterSeconds}`;
  return `{"valid":false,"code":"${code}","requestId":"${requestId}"${wait}}`;
}
