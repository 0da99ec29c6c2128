import type { Presented } from '@/lib/access/credentials/presented';
import { isSecret, proves } from '@/lib/access/credentials/token';
import type { Endpoint } from '@/lib/access/permissions/endpoints';
import { type Asked, judge, type Proof, type VerdictCode } from '@/lib/access/verdict/judge';
import type { RateLimit } from '@/lib/access/verdict/rate-limit-schema';
import { nowMs } from '@/lib/platform/time/clock';
import type { Directory, Found } from './directory';
import type { Entry } from './lookup';
import type { RateLimiter } from './rate-limiter';

export type Verdict = {
  code: VerdictCode | 'RATE_LIMITED';
  proved: 'secret' | 'key';
  /** The credential that was presented, if there is one, whatever the verdict. */
  entry: Entry | null;
  retryAfterSeconds?: number;
};

const NOT_EVEN_A_KEY: Verdict = { code: 'NOT_FOUND', proved: 'key', entry: null };
const NONE: readonly Endpoint[] = [];

/**
 * The verdict on presented credentials: at once where memory has all it takes, which is nearly always, or a promise of it.
 * Throws, or rejects, where the database has to be asked and can't be.
 */
export function verify(
  directory: Directory,
  limiter: RateLimiter,
  presented: Presented,
  asked: Asked,
): Verdict | Promise<Verdict> {
  const { key, secret } = presented;
  if (secret !== null && !isSecret(secret)) return NOT_EVEN_A_KEY;
  // `read` rejects garbage without asking the database, so that nobody can keep the database busy with it.
  const found = directory.recall(key) ?? directory.read(key);
  if (!found) return NOT_EVEN_A_KEY;
  // Only a key that came alone asks what is open to it.
  const open = secret === null && asked.endpoint !== null ? directory.openEndpoints() : NONE;
  if (!(found instanceof Promise || open instanceof Promise)) {
    const verdict = decide(found.entry, secret, asked, open);
    // Looked at last: a lease that ran out while this was decided makes the decision worthless.
    if (directory.isSound(found)) return limited(limiter, verdict);
  }
  return verifyAfterReading(directory, limiter, presented, asked, Promise.all([found, open]));
}

async function verifyAfterReading(
  directory: Directory,
  limiter: RateLimiter,
  { key, secret }: Presented,
  asked: Asked,
  reading: Promise<[Found | null, readonly Endpoint[]]>,
): Promise<Verdict> {
  const [found, open] = await reading;
  if (!found) return NOT_EVEN_A_KEY;
  const verdict = decide(found.entry, secret, asked, open);
  if (directory.isSound(found)) return limited(limiter, verdict);
  return limited(limiter, decide(await directory.findAfresh(key), secret, asked, open));
}

function decide(
  entry: Entry | null,
  secret: string | null,
  asked: Asked,
  open: readonly Endpoint[],
): Verdict {
  const proof = proofOf(entry, secret);
  // The time is read after every wait: a key that ended meanwhile has ended.
  const code = judge(entry?.judged ?? null, proof, asked, open, nowMs());
  return { code, proved: proof === 'secret' ? 'secret' : 'key', entry };
}

function proofOf(entry: Entry | null, secret: string | null): Proof {
  if (secret === null) return 'none';
  return proves(secret, entry?.secretHash) ? 'secret' : 'wrong';
}

/** Last of all, so that a refusal counts against no limit. */
function limited(limiter: RateLimiter, verdict: Verdict): Verdict | Promise<Verdict> {
  const { code, entry } = verdict;
  return code === 'VALID' && entry?.judged.rate
    ? take(limiter, verdict, entry.id, entry.judged.rate)
    : verdict;
}

async function take(limiter: RateLimiter, verdict: Verdict, id: string, rate: RateLimit): Promise<Verdict> {
  const wait = await limiter.take(id, rate, nowMs());
  return wait === null ? verdict : { ...verdict, code: 'RATE_LIMITED', retryAfterSeconds: wait };
}
