import type { Valid } from './verdict.js';

const verdicts = new WeakMap<object, Valid>();

export const rememberVerdict = (request: object, verdict: Valid): void => {
  verdicts.set(request, verdict);
};

/** The verdict that let the request pass. Throws if `guard` didn't see it. */
export function verdictOf(request: object): Valid {
  const verdict = verdicts.get(request);
  if (!verdict) throw new Error('This request was not guarded by Keyport');
  return verdict;
}
