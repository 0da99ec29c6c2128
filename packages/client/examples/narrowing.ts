import { createKeyport, type Verdict } from '@keyport/client';

/** What a verdict holds follows from its code. */
export function describe(verdict: Verdict): string {
  if (verdict.valid) return `${verdict.key.name}, ${verdict.proved}`;
  switch (verdict.code) {
    case 'RATE_LIMITED':
      return `again in ${verdict.retryAfterSeconds} s`;
    case 'UNAVAILABLE':
      return verdict.message;
    default:
      return verdict.code;
  }
}

export const ask = (url: string, token: string | undefined, timeoutMs: number) =>
  createKeyport({ url, timeoutMs, ...(token !== undefined && { token }) });

// @ts-expect-error A refusal has no key.
export const wrong = (verdict: Verdict) => verdict.key.name;
