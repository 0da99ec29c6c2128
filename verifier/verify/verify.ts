import { secretMatches } from '@/lib/access/credentials/secret-hash';
import { isSecret, type Presented } from '@/lib/access/credentials/token';
import type { Endpoint } from '@/lib/access/permissions/endpoints';
import { type AccessRequest, judge, type SecretProof, type VerdictCode } from '@/lib/access/verdict/judge';
import type { RateLimit } from '@/lib/access/verdict/rate-limit-schema';
import { nowMs } from '@/lib/platform/time/clock';
import type { Directory, Found } from '@/verifier/cache/directory';
import type { CredentialEntry } from '@/verifier/cache/lookup';
import type { RateLimiter } from '@/verifier/limits/local-limiter';

export type Verdict = {
  code: VerdictCode | 'RATE_LIMITED';
  proved: 'secret' | 'key';
  /** The credential that was presented, if there is one, whatever the verdict. */
  entry: CredentialEntry | null;
  retryAfterSeconds?: number;
};

const NOT_A_KEY: Verdict = { code: 'NOT_FOUND', proved: 'key', entry: null };
const NONE: readonly Endpoint[] = [];

/**
 * The verdict on presented credentials: immediately if the cache has everything, which is nearly always, or a promise
 * of it. Throws, or rejects, if the database is needed and can't be queried.
 */
export function verify(
  directory: Directory,
  limiter: RateLimiter,
  presented: Presented,
  asked: AccessRequest,
): Verdict | Promise<Verdict> {
  const { key, secret } = presented;
  if (secret !== null && !isSecret(secret)) return NOT_A_KEY;
  // `read` rejects garbage without a query, so that nobody can keep the database busy with it.
  const found = directory.getCached(key) ?? directory.read(key);
  if (!found) return NOT_A_KEY;
  // Only a key without a secret needs the endpoints that are open to it.
  const open = secret === null && asked.endpoint !== null ? directory.keyAloneEndpoints() : NONE;
  if (!(found instanceof Promise || open instanceof Promise)) {
    const verdict = decide(found.entry, secret, asked, open);
    // Checked last: a lease that ran out meanwhile invalidates the decision.
    if (directory.isStillTrusted(found)) return applyRateLimit(limiter, verdict);
  }
  return verifyAfterReading(directory, limiter, presented, asked, Promise.all([found, open]));
}

async function verifyAfterReading(
  directory: Directory,
  limiter: RateLimiter,
  { key, secret }: Presented,
  asked: AccessRequest,
  reading: Promise<[Found | null, readonly Endpoint[]]>,
): Promise<Verdict> {
  const [found, open] = await reading;
  if (!found) return NOT_A_KEY;
  const verdict = decide(found.entry, secret, asked, open);
  if (directory.isStillTrusted(found)) return applyRateLimit(limiter, verdict);
  return applyRateLimit(limiter, decide(await directory.findUncached(key), secret, asked, open));
}

function decide(
  entry: CredentialEntry | null,
  secret: string | null,
  asked: AccessRequest,
  open: readonly Endpoint[],
): Verdict {
  const proof = proofOf(entry, secret);
  // The time is read after every wait: a key may have ended meanwhile.
  const code = judge(entry?.facts ?? null, proof, asked, open, nowMs());
  return { code, proved: proof === 'secret' ? 'secret' : 'key', entry };
}

function proofOf(entry: CredentialEntry | null, secret: string | null): SecretProof {
  if (secret === null) return 'none';
  return secretMatches(secret, entry?.secretHash) ? 'secret' : 'wrong';
}

/** Last of all, so that refused requests count against no limit. */
function applyRateLimit(limiter: RateLimiter, verdict: Verdict): Verdict | Promise<Verdict> {
  const { code, entry } = verdict;
  return code === 'VALID' && entry?.facts.rate
    ? takeFromLimit(limiter, verdict, entry.id, entry.facts.rate)
    : verdict;
}

async function takeFromLimit(
  limiter: RateLimiter,
  verdict: Verdict,
  id: string,
  rate: RateLimit,
): Promise<Verdict> {
  const wait = await limiter.take(id, rate, nowMs());
  return wait === null ? verdict : { ...verdict, code: 'RATE_LIMITED', retryAfterSeconds: wait };
}
