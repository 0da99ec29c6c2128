import type { Instrumentation } from 'next';

/** Logs errors that a page, a route or an action threw and nothing of ours caught. The log removes secrets. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { reportFailure } = await import('@/lib/platform/log/report-failure');
  reportFailure(error, { method, route: context.routePath, kind: context.routeType });
};
