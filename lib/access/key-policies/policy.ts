import type { Environment, KeyType } from '@/lib/access/credentials/schema';
import type { KeyOrigin } from '@/lib/access/key-records/schema';
import { DAY_MS } from '@/lib/platform/time/durations';
import { asksForExpiry, type KeyPolicy } from './schema';

export type JudgedTerms = {
  type: KeyType;
  environment: Environment;
  origin: KeyOrigin;
  ownerId: string | null;
  expiresAt: Date | null;
  ipRanges: readonly string[];
  /** When its current credentials were issued. */
  credentialsSince: Date;
};

/** A message for each field that breaks a policy; empty if none does. Built-in and personal keys are exempt. */
export function policyProblems(key: JudgedTerms, policy: KeyPolicy): Record<string, string[]> {
  if (key.origin !== 'person' || key.ownerId !== null) return {};
  const [expiration, ipRanges] = [expiryProblem(key, policy), rangesProblem(key, policy)];
  return { ...(expiration && { expiration: [expiration] }), ...(ipRanges && { ipRanges: [ipRanges] }) };
}

function expiryProblem({ expiresAt, credentialsSince }: JudgedTerms, policy: KeyPolicy): string | null {
  const { maxLifetimeDays } = policy;
  if (expiresAt === null)
    return asksForExpiry(policy) ? 'A key policy requires an expiration. Choose one.' : null;
  if (maxLifetimeDays === null) return null;
  const latest = credentialsSince.getTime() + maxLifetimeDays * DAY_MS;
  return expiresAt.getTime() > latest
    ? `A key policy lets credentials work for at most ${maxLifetimeDays} ${maxLifetimeDays === 1 ? 'day' : 'days'} after they were issued. Choose an earlier time, or roll the key first.`
    : null;
}

/** A range that covers a whole address family makes narrower ones pointless. */
function rangesProblem({ type, environment, ipRanges }: JudgedTerms, policy: KeyPolicy): string | null {
  if (!policy.requireIpRanges || type === 'public' || environment !== 'production') return null;
  const restricts = ipRanges.length > 0 && !ipRanges.some((range) => range.endsWith('/0'));
  return restricts
    ? null
    : 'A key policy requires IP ranges on production keys. Enter the ones that this key is used from.';
}
