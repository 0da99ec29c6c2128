import type { IncomingMessage, ServerResponse } from 'node:http';
import { readPresented } from '@/lib/access/credentials/presented';
import { isSameToken, readBearer } from '@/lib/platform/http/bearer';
import { Problem } from '@/lib/platform/http/problem';
import { parseAddress } from '@/lib/platform/network/address';
import { challenge, readBody, sendAscii } from './answer';
import { countUse } from './count-use';
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
  const judged = verify(directory, limiter, presented, toAsked(body));
  const verdict = judged instanceof Promise ? await judged : judged;
  countUse(usage, verdict, body.clientIp);
  sendAscii(response, toAnswer(verdict, requestId));
  metrics.verdict(verdict.code, 'verify', performance.now() - begun);
}

/** Callers of a verifier that others can reach present a bearer token (RFC 6750). */
function requireCaller(request: IncomingMessage, token: string | undefined): void {
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

/** ASCII: everything in it is known to need no escaping, or is JSON already. */
function toAnswer({ code, proved, entry, retryAfterSeconds }: Verdict, requestId: string): string {
  if (code === 'VALID' && entry) {
    return `{"valid":true,"code":"VALID","requestId":"${requestId}","proved":"${proved}","key":${entry.shown}}`;
  }
  const wait = retryAfterSeconds === undefined ? '' : `,"retryAfterSeconds":${retryAfterSeconds}`;
  return `{"valid":false,"code":"${code}","requestId":"${requestId}"${wait}}`;
}
