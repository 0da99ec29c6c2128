import type { IncomingMessage, ServerResponse } from 'node:http';
import { readCredentials } from '@/lib/access/credentials/read-credentials';
import { isSameToken } from '@/lib/platform/http/bearer';
import { logErrorOncePerMinute, warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import { parseAddress } from '@/lib/platform/network/address';
import { clientAddress, warnOfUntrustedProxy } from '@/lib/platform/network/client-address';
import type { VerifierDeps } from '@/verifier/http/deps';
import { headersTooLarge } from '@/verifier/http/header-size';
import { recordUsage } from '@/verifier/usage/record-usage';
import { type Verdict, verify } from '@/verifier/verify/verify';
import { type Answer, sendAnswer, UNAVAILABLE } from './answer';
import { readGatewayRequirements } from './gateway-requirements';
import { readOriginal, readTarget } from './original-request';

const PREFIX = '/v1/forward-auth';

export const isForwardAuth = (path: string): boolean => path === PREFIX || path.startsWith(`${PREFIX}/`);

/**
 * `any /v1/forward-auth/GATEWAY/ENVIRONMENT`. Answers 200, 401, 403 or 503 and nothing else, whatever happens: gateways
 * differ in how they treat other statuses, and all of them refuse on these.
 */
export async function answerForwardAuth(
  parts: VerifierDeps,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const begun = performance.now();
  // No gateway needs to send a body, and none is read: a request with one ends the connection.
  const close = hasBody(request);
  let answer = UNAVAILABLE;
  try {
    answer = await decide(parts, request);
    // Refused already, for a body that can't be parsed.
    if (response.headersSent) return;
    sendAnswer(response, answer, requestId, close);
  } catch (error) {
    logErrorOncePerMinute('undecided', { err: error, requestId }, 'A request could not be decided');
    answer = UNAVAILABLE;
    sendAnswer(response, answer, requestId, close);
  }
  parts.metrics.verdict(answer.code, 'forward-auth', performance.now() - begun);
}

async function decide(parts: VerifierDeps, request: IncomingMessage): Promise<Answer> {
  const { token, trustedProxies, directory, limiter, usage } = parts;
  const { headers, rawHeaders, socket } = request;
  if (token !== undefined && !isSameToken(textOf(headers['x-keyport-verifier-token']), token)) {
    return gatewayMisconfigured('did not present the verifier token');
  }
  const target = readTarget(request.url ?? '');
  if (!target) return gatewayMisconfigured('asked at an address that names no gateway and environment');
  const endpoint = readOriginal(target, request);
  const demands = readGatewayRequirements(target.query, endpoint.path);
  if (!demands) return gatewayMisconfigured('asks for something that is not known');
  if (headersTooLarge(request)) return { code: 'NOT_FOUND', identity: null, hasCredentials: true };
  const credentials = readCredentials(rawHeaders);
  if (credentials.kind !== 'presented') {
    return { code: 'NOT_FOUND', identity: null, hasCredentials: credentials.kind === 'malformed' };
  }
  const forwardedFor = textOf(headers['x-forwarded-for']);
  const peer = socket.remoteAddress ?? '';
  const address = clientAddress(peer, forwardedFor, trustedProxies);
  warnOfUntrustedProxy(peer, forwardedFor, trustedProxies);
  const verdict = await verify(directory, limiter, credentials.presented, {
    environment: target.environment,
    ...demands,
    endpoint,
    client: address === null ? null : parseAddress(address),
  });
  recordUsage(usage, verdict, address);
  return toAnswer(verdict);
}

function toAnswer({ code, entry, proved, retryAfterSeconds }: Verdict): Answer {
  if (code !== 'VALID' || !entry) return { code, identity: null, hasCredentials: true, retryAfterSeconds };
  const { environment, permissions, datasets } = entry.facts;
  const identity = {
    keyId: entry.id,
    organizationId: entry.organizationId,
    externalId: entry.externalId,
    environment,
    permissions: [...permissions.keys()],
    datasets,
    proved,
  };
  return { code, identity, hasCredentials: true };
}

/** The gateway's settings are wrong: its operator reads why in the log; clients don't learn it. */
function gatewayMisconfigured(what: string): Answer {
  warnOncePerMinute(`gateway ${what}`, {}, `A gateway ${what}; all its requests are refused`);
  return UNAVAILABLE;
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

const textOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
