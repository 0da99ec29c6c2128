import { type HeaderValues, readCredentials } from './credentials.js';
import type { AccessRequest, Unavailable, Valid, Verdict } from './verdict.js';
import type { Keyport } from './verify.js';

/** What all of these middlewares have in common. */

export type GuardOptions<Request> = Omit<AccessRequest, 'method' | 'path' | 'clientIp' | 'dataset'> & {
  /** The dataset that a request is about. */
  dataset?: string | ((request: Request) => string | undefined);
  /** The end client's address; by default the one that the framework knows. */
  clientIp?: (request: Request) => string | undefined;
  /** Called when there is no verdict, for your log. */
  onUnavailable?: (verdict: Unavailable, request: Request) => void;
};

export type Incoming = { valuesOf: HeaderValues; method: string; path: string; clientIp: string | undefined };

export type Refusal = { status: 401 | 403 | 429 | 503; headers: Record<string, string>; body: string };

type Checked = { verdict: Valid; refusal?: never } | { refusal: Refusal; verdict?: never };

/** Judges a request by its own method and path. */
export async function check<Request>(
  keyport: Keyport,
  request: Request,
  incoming: Incoming,
  options: GuardOptions<Request>,
): Promise<Checked> {
  const credentials = readCredentials(incoming.valuesOf);
  if (credentials.kind !== 'presented') {
    const hasCredentials = credentials.kind === 'malformed';
    return { refusal: refusalOf({ code: hasCredentials ? 'NOT_FOUND' : 'NO_CREDENTIALS' }, hasCredentials) };
  }
  const { permission, environment, onUnavailable } = options;
  const dataset = typeof options.dataset === 'function' ? options.dataset(request) : options.dataset;
  const clientIp = options.clientIp ? options.clientIp(request) : incoming.clientIp;
  const verdict = await keyport.verify({
    key: credentials.key,
    ...(credentials.secret !== undefined && { secret: credentials.secret }),
    method: incoming.method,
    path: incoming.path,
    ...(permission !== undefined && { permission }),
    ...(environment !== undefined && { environment }),
    ...(dataset !== undefined && { dataset }),
    ...(clientIp !== undefined && { clientIp }),
  });
  if (verdict.valid) return { verdict };
  if (verdict.code === 'UNAVAILABLE') onUnavailable?.(verdict, request);
  return { refusal: refusalOf(verdict, true) };
}

const TITLES = {
  401: 'Unauthorized',
  403: 'Forbidden',
  429: 'Too many requests',
  503: 'Service unavailable',
} as const;

const STATUS: Partial<Record<Verdict['code'], Refusal['status']>> = {
  WRONG_ENVIRONMENT: 403,
  IP_NOT_ALLOWED: 403,
  DATASET_NOT_ALLOWED: 403,
  INSUFFICIENT_PERMISSIONS: 403,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/** RFC 9457. Without credentials the challenge names no error (RFC 6750 §3.1). */
function refusalOf(
  verdict: { code: Verdict['code'] | 'NO_CREDENTIALS'; retryAfterSeconds?: number },
  hasCredentials: boolean,
): Refusal {
  const { code, retryAfterSeconds } = verdict;
  const status = code === 'NO_CREDENTIALS' ? 401 : (STATUS[code] ?? 401);
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 401 && {
        'www-authenticate': hasCredentials
          ? 'Bearer realm="api", error="invalid_token"'
          : 'Bearer realm="api"',
      }),
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({ type: 'about:blank', title: TITLES[status], status, code }),
  };
}
