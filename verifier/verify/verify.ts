import { hashMatches, secretMatches } from '@/lib/access/credentials/secret-hash';
import { isSecret, type Presented } from '@/lib/access/credentials/token';
import type { Endpoint } from '@/lib/access/permissions/endpoints';
import { type AccessRequest, judge, type SecretProof, type VerdictCode } from '@/lib/access/verdict/judge';
import type { RateLimit } from '@/lib/access/verdict/rate-limit-schema';
import { nowMs } from '@/lib/platform/time/clock';
import type { Directory, Found } from '@/verifier/cache/directory';
import type { CredentialEntry } from '@/verifier/cache/lookup';
import type { RateLimiter } from '@/verifier/limits/local-limiter';
import { findImported } from './find-imported';

export type Verdict = {
  code: VerdictCode | 'RATE_LIMITED';
  proved: 'secret' | 'key';
  /** The credential that was presented, if there is one, whatever the verdict. */
  entry: CredentialEntry | null;
  retryAfterSeconds?: number;
};

const NOT_A_KEY: Verdict = { code: 'NOT_FOUND', proved: 'key', entry: null };
const NONE: readonly Endpoint[] = [];

/** An identifier, and what is to prove it. */
type Claim = {
  key: string;
  secret: string | null;
  /** Whether `secret` is its hash already: an imported token was found by it. */
  hashed?: boolean;
};

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
  if (secret === null || isSecret(secret)) {
    // `read` rejects garbage without a query, so that nobody can keep the database busy with it.
    const found = directory.getCached(key) ?? directory.read(key);
    if (found) return verifyFound(directory, limiter, presented, asked, found);
  }
  const claim = findImported(directory.imported, presented);
  if (claim instanceof Promise)
    return claim.then((found) => verifyImported(directory, limiter, found, asked));
  return verifyImported(directory, limiter, claim, asked);
}

/** The claim that an imported token or pair makes on the key that it was imported as. */
function verifyImported(
  directory: Directory,
  limiter: RateLimiter,
  claim: Claim | null,
  asked: AccessRequest,
): Verdict | Promise<Verdict> {
  const found = claim && (directory.getCached(claim.key) ?? directory.read(claim.key));
  if (!claim || !found) return NOT_A_KEY;
  const verdict = verifyFound(directory, limiter, claim, asked, found);
  if (claim.secret !== null) return verdict;
  return verdict instanceof Promise ? verdict.then(hideIdentifier) : hideIdentifier(verdict);
}

/**
 * Every identifier in Keyport's form that comes without its secret is told that one is required, known or not. Of other
 * identifiers only those that exist could be told so, and would be told from the rest by it.
 */
const hideIdentifier = (verdict: Verdict): Verdict =>
  verdict.code === 'SECRET_REQUIRED' ? { ...verdict, code: 'NOT_FOUND' } : verdict;

function verifyFound(
  directory: Directory,
  limiter: RateLimiter,
  claim: Claim,
  asked: AccessRequest,
  found: Found | Promise<Found | null>,
): Verdict | Promise<Verdict> {
  // Only a key without a secret needs the endpoints that are open to it.
  const open = claim.secret === null && asked.endpoint !== null ? directory.keyAloneEndpoints() : NONE;
  if (!(found instanceof Promise || open instanceof Promise)) {
    const verdict = decide(found.entry, claim, asked, open);
    // Checked last: a lease that ran out meanwhile invalidates the decision.
    if (directory.isStillTrusted(found)) return applyRateLimit(limiter, verdict);
  }
  return verifyAfterReading(directory, limiter, claim, asked, Promise.all([found, open]));
}

async function verifyAfterReading(
  directory: Directory,
  limiter: RateLimiter,
  claim: Claim,
  asked: AccessRequest,
  reading: Promise<[Found | null, readonly Endpoint[]]>,
): Promise<Verdict> {
  const [found, open] = await reading;
  if (!found) return NOT_A_KEY;
  const verdict = decide(found.entry, claim, asked, open);
  if (directory.isStillTrusted(found)) return applyRateLimit(limiter, verdict);
  return applyRateLimit(limiter, decide(await directory.findUncached(claim.key), claim, asked, open));
}

function decide(
  entry: CredentialEntry | null,
  claim: Claim,
  asked: AccessRequest,
  open: readonly Endpoint[],
): Verdict {
  const proof = proofOf(entry, claim);
  // The time is read after every wait: a key may have ended meanwhile.
  const code = judge(entry?.facts ?? null, proof, asked, open, nowMs());
  return { code, proved: proof === 'secret' ? 'secret' : 'key', entry };
}

function proofOf(entry: CredentialEntry | null, { secret, hashed }: Claim): SecretProof {
  if (secret === null) return 'none';
  const matches = hashed ? hashMatches : secretMatches;
  return matches(secret, entry?.secretHash) ? 'secret' : 'wrong';
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
