import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type Exchange, openFrontDoor } from '@/lib/platform/http/front-door';
import { Problem, sendProblem } from '@/lib/platform/http/problem';
import { logErrorOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import { send } from '@/verifier/http/answer';
import type { VerifierDeps } from '@/verifier/http/deps';
import { headersTooLarge, MAX_READ_BYTES } from '@/verifier/http/header-size';
import { describeVerifier } from '@/verifier/http/reference';
import { answerVerify } from '@/verifier/http/verify-route';
import { identityHeaders, sendAnswer, UNAVAILABLE } from './forward-auth/answer';
import { answerForwardAuth, isForwardAuth } from './forward-auth/route';

/** The verifier's HTTP side: it finds the route, answers, and turns errors into problems. */
export function createVerifier(parts: VerifierDeps): Server {
  return openFrontDoor({
    plane: 'verifier',
    maxHeaderBytes: MAX_READ_BYTES,
    headersTimeoutMs: 10_000,
    requestTimeoutMs: 15_000,
    probes: {
      isReady: () =>
        parts.directory.lookup.ping().then(
          () => true,
          () => false,
        ),
      metrics: parts.metrics,
      metricsAccess: parts.metricsAccess,
    },
    async answer({ request, response, requestId }, path) {
      if (isForwardAuth(path)) return answerForwardAuth(parts, request, response, requestId);
      if (path === DESCRIPTION) return answerDescription(request, response);
      requireVerifyRoute(request, path);
      await answerVerify(parts, request, response, requestId);
    },
    explain(error, { requestId }) {
      logErrorOncePerMinute('undecided', { err: error, requestId }, 'A request could not be decided');
      return new Problem(503, 'This can not be decided now. Try again.');
    },
    sendProblem({ request, response, requestId }: Exchange, problem: Problem) {
      // Gateways differ in how they treat other statuses.
      if (isForwardAuth(request.url?.split('?', 1)[0] ?? ''))
        sendAnswer(response, UNAVAILABLE, requestId, true);
      else sendProblem(response, problem, requestId);
    },
    // A gateway copies these whatever the status; what can't be parsed may have been meant for forward-auth.
    refusalHeaders: identityHeaders(null, 'UNAVAILABLE'),
    countRefusal: parts.metrics.countRefusal,
  });
}

const DESCRIPTION = '/v1/openapi.json';

/** Written once: it is the same for everyone. */
let description: string | undefined;

function answerDescription({ method }: IncomingMessage, response: ServerResponse): void {
  if (method !== 'GET' && method !== 'HEAD')
    throw new Problem(405, 'Use GET or HEAD.', { allow: 'GET, HEAD' });
  description ??= JSON.stringify(describeVerifier());
  send(response, 200, 'application/json', {}, description);
}

function requireVerifyRoute(request: IncomingMessage, path: string): void {
  if (headersTooLarge(request)) throw new Problem(431, 'The headers may have at most 16 KB.');
  if (path !== '/v1/verify') throw new Problem(404, 'There is nothing at this path.');
  if (request.method !== 'POST') throw new Problem(405, 'Use POST.', { allow: 'POST' });
}
