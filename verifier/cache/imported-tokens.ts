import { warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import type { Feed } from '@/verifier/feed/feed';
import { HashStarts, START_BYTES } from './hash-starts';
import type { Imported, ImportedLookup } from './imported-lookup';

/** After a reading that failed. */
const RETRY_MS = 1_000;
/** As many as credentials. */
const MAX_KNOWN = 1_000_000;

/**
 * Which imported tokens there are. A verifier keeps 8 bytes of each one's hash, so that an unknown token costs no
 * lookup; while these can't be trusted, it asks the database. What a token stands for never changes, and whether it is
 * good is judged by its credential: this is only an index.
 */
export class ImportedTokens {
  #starts = new HashStarts();
  /** What is being read from the database; null once everything was. */
  #reading: HashStarts | null = null;
  #isComplete = false;
  #retryAt = Number.NEGATIVE_INFINITY;
  /** What tokens that were presented stand for, by their hash. */
  #known = nothingKnown();

  constructor(
    readonly lookup: ImportedLookup,
    readonly feed: Pick<Feed, 'trusted'>,
    readonly countReading: () => void,
  ) {}

  get size(): number {
    return this.#starts.size;
  }

  /** Whether the tokens in memory are all that there are. */
  isCurrent(): boolean {
    if (this.#isComplete) return this.feed.trusted();
    if (this.#reading === null && performance.now() >= this.#retryAt) this.reload();
    return false;
  }

  /** What the token with this hash stands for; null if it is unknown. */
  find(hash: string): Imported | null | Promise<Imported | null> {
    if (this.isCurrent() && !this.#starts.has(hash)) return null;
    const token = this.#known.tokens.get(hash);
    if (token !== undefined) return { key: token, pair: false };
    const pair = this.#known.pairs.get(hash);
    return pair === undefined ? this.#read(hash) : { key: pair, pair: true };
  }

  async #read(hash: string): Promise<Imported | null> {
    this.countReading();
    const before = this.#known;
    const found = await this.lookup.findImported(hash);
    if (found) keep(found.pair ? before.pairs : before.tokens, hash, found.key);
    return found;
  }

  /** A token was imported; `start` is the beginning of its hash in hex. */
  add(start: string): void {
    const bytes = Buffer.from(start, 'hex');
    this.#starts.add(bytes);
    this.#reading?.add(bytes);
  }

  /** Announcements may have been missed, or somebody changed the table by hand. */
  reload(): void {
    this.#isComplete = false;
    // A reading that is under way keeps what it finds in the old maps.
    this.#known = nothingKnown();
    const starts = new HashStarts(this.#starts.size);
    this.#reading = starts;
    this.#readAll(starts).catch((error) => {
      if (this.#reading !== starts) return;
      this.#reading = null;
      this.#retryAt = performance.now() + RETRY_MS;
      warnOncePerMinute('imported-tokens', { err: error }, 'The imported tokens cannot be read');
    });
  }

  /** A token that is imported meanwhile is read or announced; one that came before a later gap is read again. */
  async #readAll(starts: HashStarts): Promise<void> {
    for await (const part of this.lookup.importedStarts()) {
      if (this.#reading !== starts) return;
      for (let offset = 0; offset < part.length; offset += START_BYTES) starts.add(part, offset);
    }
    if (this.#reading !== starts) return;
    this.#starts = starts;
    this.#reading = null;
    this.#isComplete = true;
  }
}

const nothingKnown = () => ({ tokens: new Map<string, string>(), pairs: new Map<string, string>() });

function keep(known: Map<string, string>, hash: string, key: string): void {
  if (known.size >= MAX_KNOWN) {
    const [oldest] = known.keys();
    if (oldest !== undefined) known.delete(oldest);
  }
  known.set(hash, key);
}
