import type { IncomingMessage, ServerResponse } from 'node:http';
import { type MetricsAccess, refuseMetrics } from './metrics-access';
import { Problem, sendProblem } from './problem';

type Metrics = { contentType: string; metrics(): Promise<string> };

export type Probes = {
  isReady(): Promise<boolean>;
  metrics: Metrics;
  metricsAccess: MetricsAccess;
};

const PATHS = new Set(['/healthz', '/readyz', '/metrics']);

export const isProbe = (path: string): boolean => PATHS.has(path);

/** What supervisors, load balancers and Prometheus ask either plane for, by address and not by name. */
export async function answerProbe(
  probes: Probes,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  { requestId, isDraining }: { requestId: string; isDraining: boolean },
): Promise<void> {
  const refuse = (problem: Problem) => sendProblem(response, problem, requestId);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(new Problem(405, 'Use GET or HEAD.', { allow: 'GET, HEAD' }));
  }
  if (path === '/healthz') return sendText(response, 'application/json', '{"status":"ok"}');
  if (path === '/readyz') {
    // Stopping first takes this plane out of service, while it still answers.
    if (isDraining) return refuse(new Problem(503, 'This process is stopping.'));
    if (!(await probes.isReady())) return refuse(new Problem(503, 'The database can not be reached.'));
    return sendText(response, 'application/json', '{"status":"ready"}');
  }
  const refusal = refuseMetrics(probes.metricsAccess, request);
  if (refusal) return refuse(refusal);
  sendText(response, probes.metrics.contentType, await probes.metrics.metrics());
}

function sendText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}
