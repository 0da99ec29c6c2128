import { check, type GuardOptions } from './guard.js';
import { rawValues } from './node-headers.js';
import { rememberVerdict } from './verdicts.js';
import type { Keyport } from './verify.js';

/** The parts of Fastify's request and reply that we use, so that this package doesn't need Fastify's types. */
type Request = { method: string; url: string; ip: string; raw: { rawHeaders: string[] } };
type Reply = {
  code(status: number): Reply;
  headers(values: Record<string, string>): Reply;
  send(body: string): unknown;
};

/**
 * An `onRequest` hook, which runs before the body is read. Lets a request pass if its key may make it, and answers it
 * otherwise. Fastify's `trustProxy` says where the client's address comes from.
 */
export const guard =
  <Req extends Request>(keyport: Keyport, options: GuardOptions<Req> = {}) =>
  async (request: Req, reply: Reply): Promise<unknown> => {
    const [path = '/'] = request.url.split('?', 1);
    const incoming = {
      valuesOf: rawValues(request.raw.rawHeaders),
      method: request.method,
      path,
      clientIp: request.ip,
    };
    const { verdict, refusal } = await check(keyport, request, incoming, options);
    if (refusal) return reply.code(refusal.status).headers(refusal.headers).send(refusal.body);
    rememberVerdict(request, verdict);
    return undefined;
  };

export { verdictOf } from './verdicts.js';
