import type { HeaderValues } from './credentials.js';
import { check, type GuardOptions } from './guard.js';
import type { Valid } from './verdict.js';
import type { Keyport } from './verify.js';

/** For everything that turns a Request into a Response: Next.js route handlers, Hono, workers. */

/** The Fetch API joins the values of a repeated header with commas, which our credentials never contain. */
const joinedValues =
  ({ headers }: Request): HeaderValues =>
  (name) =>
    headers.get(name)?.split(', ') ?? [];

async function checkRequest(keyport: Keyport, request: Request, options: GuardOptions<Request>) {
  const incoming = {
    valuesOf: joinedValues(request),
    method: request.method,
    path: new URL(request.url).pathname,
    // A Request doesn't know its client: name it in `clientIp`.
    clientIp: undefined,
  };
  const { verdict, refusal } = await check(keyport, request, incoming, options);
  if (!refusal) return { verdict };
  return { response: new Response(refusal.body, { status: refusal.status, headers: refusal.headers }) };
}

/** Wraps a route handler, which gets the verdict after its own arguments. */
export const withKey =
  <Req extends Request, Rest extends unknown[]>(
    keyport: Keyport,
    handler: (request: Req, verdict: Valid, ...rest: Rest) => Response | Promise<Response>,
    options: GuardOptions<Request> = {},
  ) =>
  async (request: Req, ...rest: Rest): Promise<Response> => {
    const { verdict, response } = await checkRequest(keyport, request, options);
    return response ?? handler(request, verdict as Valid, ...rest);
  };

/** What a Hono application declares as its Variables, so that `c.get('keyport')` is typed. */
export type KeyportVariables = { keyport: Valid };

/** The parts of Hono's context that we use. */
type Context = { req: { raw: Request }; set: (name: 'keyport', verdict: Valid) => void };

/** Middleware for Hono; the verdict is in `c.get('keyport')`. */
export const hono =
  (keyport: Keyport, options: GuardOptions<Request> = {}) =>
  async (context: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const { verdict, response } = await checkRequest(keyport, context.req.raw, options);
    if (response) return response;
    context.set('keyport', verdict as Valid);
    await next();
    return undefined;
  };
