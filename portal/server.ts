import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type Exchange, openFrontDoor } from '@/lib/platform/http/front-door';
import type { MetricsAccess } from '@/lib/platform/http/metrics-access';
import { Problem } from '@/lib/platform/http/problem';
import { logErrorOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import type { Network } from '@/lib/platform/network/address';
import { limitBody } from './body-limit';
import { cleanHeaders, isTrustedProxy } from './incoming-headers';
import { countAnswer, countRefusal, registry } from './metrics';
import { answerMisdirected, isForPortal } from './misdirected';
import type { Readiness } from './readiness';

type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type Options = {
  /** The address that people open. */
  portalUrl: string;
  trustedProxies: readonly Network[];
  metricsAccess: MetricsAccess;
};

/**
 * The portal's front door: requests that are malformed, too large, spoofed or misdirected are handled before the pages.
 */
export function createPortalServer(
  pages: Pages,
  readiness: Pick<Readiness, 'isReady'>,
  { portalUrl, trustedProxies, metricsAccess }: Options,
): Server {
  const portal = new URL(portalUrl);
  return openFrontDoor({
    plane: 'portal',
    maxHeaderBytes: 16 * 1024,
    headersTimeoutMs: 15_000,
    requestTimeoutMs: 60_000,
    probes: { isReady: () => readiness.isReady(), metrics: registry, metricsAccess },
    async answer({ request, response, requestId }: Exchange) {
      countAnswer(response);
      // The Fetch API's Request can't represent TRACE, and nobody should see what it echoes.
      if (request.method === 'TRACE' || !request.url?.startsWith('/')) {
        throw new Problem(405, 'Use GET, HEAD or POST.', { allow: 'GET, HEAD, POST' });
      }
      if (!isDecodable(request.url)) throw new Problem(400, 'The path is not UTF-8 in percent-encoding.');
      if (!isForPortal(request, portal, isTrustedProxy(request, trustedProxies))) {
        return answerMisdirected(request, response, portal);
      }
      cleanHeaders(request, portal, trustedProxies);
      limitBody(request, response, requestId);
      await pages(request, response);
    },
    explain(error, { requestId }) {
      logErrorOncePerMinute('portal request', { err: error, requestId }, 'A request failed');
      return new Problem(500, 'Something went wrong.');
    },
    countRefusal,
  });
}

/** Next.js throws if a path can't be decoded, before any page of ours sees it. */
function isDecodable(target: string): boolean {
  try {
    decodeURIComponent(target.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
