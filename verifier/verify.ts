import { type Asked, judge, type Proof, type VerdictCode } from '@/lib/keys/judge';
import { isPlausible, type Presented } from '@/lib/keys/presented';
import { proves } from '@/lib/keys/token';
import type { Endpoint } from '@/lib/permissions/endpoints';
import type { Directory } from './directory';
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
const NONE: Endpoint[] = [];

/** The verdict on presented credentials. Throws where the database has to be asked and can't be. */
export async function verify(
  directory: Directory,
  limiter: RateLimiter,
  presented: Presented,
  asked: Asked,
): Promise<Verdict> {
  if (!isPlausible(presented)) return NOT_EVEN_A_KEY;
  const { key, secret } = presented;
  // Only a key that came alone asks what is open to it.
  const open = secret === null && asked.endpoint !== null ? await directory.openEndpoints() : NONE;
  const looked = directory.find(key);
  const found = looked instanceof Promise ? await looked : looked;
  const verdict = decide(found.entry, secret, asked, open);
  // Looked at last: a lease that ran out while this was decided makes the decision worthless.
  const sound = directory.isSound(found)
    ? verdict
    : decide(await directory.findAfresh(key), secret, asked, open);
  return sound.code === 'VALID' && sound.entry?.judged.rate ? limit(limiter, sound, sound.entry) : sound;
}

function decide(
  entry: Entry | null,
  secret: string | null,
  asked: Asked,
  open: readonly Endpoint[],
): Verdict {
  const proof = proofOf(entry, secret);
  // The time is read after every wait: a key that ended meanwhile has ended.
  const code = judge(entry?.judged ?? null, proof, asked, open, Date.now());
  return { code, proved: proof === 'secret' ? 'secret' : 'key', entry };
}

function proofOf(entry: Entry | null, secret: string | null): Proof {
  if (secret === null) return 'none';
  return proves(secret, entry?.secretHash) ? 'secret' : 'wrong';
}

/** Last of all, so that a refusal counts against no limit. */
async function limit(limiter: RateLimiter, verdict: Verdict, entry: Entry): Promise<Verdict> {
  if (entry.judged.rate === null) return verdict;
  const wait = await limiter.take(entry.id, entry.judged.rate, Date.now());
  return wait === null ? verdict : { ...verdict, code: 'RATE_LIMITED', retryAfterSeconds: wait };
}
