import { check, type GuardOptions } from './guard.js';
import { rawValues } from './node-headers.js';
import { rememberVerdict } from './verdicts.js';
import type { Keyport } from './verify.js';

/** The parts of Express's request and response that we use, so that this package doesn't need Express's types. */
type Request = {
  method: string;
  originalUrl: string;
  rawHeaders: string[];
  ip?: string | undefined;
};
type Response = {
  status(code: number): Response;
  set(headers: Record<string, string>): Response;
  send(body: string): unknown;
};

/**
 * Lets a request pass if its key may make it, and answers it otherwise. Express's `trust proxy` says where the client's
 * address comes from.
 */
export const guard =
  <Req extends Request>(keyport: Keyport, options: GuardOptions<Req> = {}) =>
  async (request: Req, response: Response, next: (error?: unknown) => void): Promise<void> => {
    try {
      const [path = '/'] = request.originalUrl.split('?', 1);
      const incoming = {
        valuesOf: rawValues(request.rawHeaders),
        method: request.method,
        path,
        clientIp: request.ip,
      };
      const { verdict, refusal } = await check(keyport, request, incoming, options);
      if (refusal) {
        response.status(refusal.status).set(refusal.headers).send(refusal.body);
        return;
      }
      rememberVerdict(request, verdict);
      next();
    } catch (error) {
      next(error);
    }
  };

export { verdictOf } from './verdicts.js';
