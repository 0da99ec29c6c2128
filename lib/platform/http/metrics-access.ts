import type { IncomingMessage } from 'node:http';
import { isSameToken, readBearer } from './bearer';
import { Problem } from './problem';

export type MetricsAccess = {
  /** METRICS_TOKEN, if it is set. */
  token: string | undefined;
  /** Whether the plane can be reached from other machines. */
  isExposed: boolean;
};

/**
 * Why a request may not read the metrics, or null if it may. Without a token they are for this machine only: how much
 * is refused helps an attacker.
 */
export function refuseMetrics({ token, isExposed }: MetricsAccess, request: IncomingMessage): Problem | null {
  if (token === undefined) return isExposed ? new Problem(404, 'There is nothing at this path.') : null;
  const given = readBearer(request);
  if (isSameToken(given, token)) return null;
  const challenge =
    given === undefined ? 'Bearer realm="metrics"' : 'Bearer realm="metrics", error="invalid_token"';
  return new Problem(401, 'Present the metrics token as a bearer token.', { 'www-authenticate': challenge });
}
