import type { IncomingMessage } from 'node:http';
import { isSameToken, readBearer } from './bearer';
import { Problem } from './problem';

export type MetricsAccess = {
  /** METRICS_TOKEN, where it is set. */
  token: string | undefined;
  /** Whether others than this machine can reach the plane. */
  isExposed: boolean;
};

/**
 * Why somebody may not read the metrics, or null. Without a token they are there for this machine alone: they tell how
 * much is refused, which is of use to whoever tries.
 */
export function refuseMetrics({ token, isExposed }: MetricsAccess, request: IncomingMessage): Problem | null {
  if (token === undefined) return isExposed ? new Problem(404, 'There is nothing at this path.') : null;
  const given = readBearer(request);
  if (isSameToken(given, token)) return null;
  const challenge =
    given === undefined ? 'Bearer realm="metrics"' : 'Bearer realm="metrics", error="invalid_token"';
  return new Problem(401, 'Present the metrics token as a bearer token.', { 'www-authenticate': challenge });
}
