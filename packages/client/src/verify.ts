import type { Unavailable, Verdict, VerifyRequest } from './verdict.js';

export type KeyportOptions = {
  /** The verifier's address, such as `http://127.0.0.1:3001`. */
  url: string;
  /** VERIFIER_TOKEN, where it is set. */
  token?: string;
  /** How long to wait for a verdict, in milliseconds; 2,000 if it is left out. */
  timeoutMs?: number;
  /** Instead of the global `fetch`, whose connections are kept alive. */
  fetch?: typeof fetch;
};

export type Keyport = {
  /** Never throws and never rejects: without a verdict the answer is `{ valid: false, code: 'UNAVAILABLE' }`. */
  verify(request: VerifyRequest): Promise<Verdict>;
};

const TIMEOUT_MS = 2_000;

/** Connects to a verifier. Throws if `url` isn't an http or https address. */
export function createKeyport(options: KeyportOptions): Keyport {
  const { token, timeoutMs = TIMEOUT_MS } = options;
  const base = new URL(options.url);
  if (!/^https?:$/.test(base.protocol)) throw new TypeError('url must be an http or https address');
  const address = new URL('/v1/verify', base);
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const send = options.fetch ?? fetch;
  return {
    async verify(request) {
      try {
        const response = await send(address, {
          method: 'POST',
          headers,
          body: JSON.stringify(request),
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
        const text = await response.text();
        return response.status === 200 ? readVerdict(text) : failureOf(response.status);
      } catch (error) {
        const isLate = error instanceof Error && error.name === 'TimeoutError';
        return isLate
          ? unavailable('timeout', `The verifier did not answer within ${timeoutMs} ms.`)
          : unavailable('unreachable', 'The verifier can not be reached.');
      }
    },
  };
}

/** Anything that isn't clearly a verdict counts as none: another server's answer must not let anyone in. */
function readVerdict(text: string): Verdict {
  try {
    const verdict = JSON.parse(text) as Verdict;
    const isVerdict =
      typeof verdict === 'object' &&
      verdict !== null &&
      (verdict.valid === true
        ? verdict.code === 'VALID' && typeof verdict.key?.id === 'string'
        : verdict.valid === false &&
          typeof verdict.code === 'string' &&
          (verdict.code as string) !== 'VALID');
    if (isVerdict) return verdict;
  } catch {
    // Not JSON.
  }
  return unavailable('unreadable', 'The answer is not a verdict. Is this the address of a verifier?');
}

function failureOf(status: number): Unavailable {
  if (status === 401)
    return unavailable('unauthorized', 'The verifier requires a token, or a different one.');
  if (status === 503) return unavailable('undecided', 'The verifier can not decide now.');
  if (status >= 400 && status < 500)
    return unavailable('rejected', `The verifier does not accept this request (${status}).`);
  return unavailable('unreadable', `The verifier answered ${status}.`);
}

const unavailable = (reason: Unavailable['reason'], message: string): Unavailable => ({
  valid: false,
  code: 'UNAVAILABLE',
  reason,
  message,
});
