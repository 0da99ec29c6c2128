import { prefixOfIdentifier } from '@/lib/access/credentials/token';
import type { Endpoint } from '@/lib/access/permissions/endpoints';
import type { Feed } from '@/verifier/feed/feed';
import { CredentialCache } from './credential-cache';
import { ImportedTokens } from './imported-tokens';
import type { CredentialEntry, Lookup } from './lookup';

/** A key that has changed during each of this many lookups in a row can't be judged now. */
const MAX_ATTEMPTS = 50;

export type Found = {
  entry: CredentialEntry | null;
  /** Valid only while the feed is trusted. What was just read is valid for the request that it was read for. */
  fromCache: boolean;
};

export type Counters = { hits: number; misses: number };

/** Credentials from the cache if possible, from PostgreSQL if necessary. */
export class Directory {
  readonly counters: Counters = { hits: 0, misses: 0 };
  readonly imported: ImportedTokens;
  #fills = new Map<string, Promise<CredentialEntry | null>>();
  #keyAloneEndpoints: Endpoint[] | null = null;
  #prefixes: { known: ReadonlySet<string>; current: boolean } = { known: new Set(), current: false };
  #prefixReading: Promise<ReadonlySet<string>> | null = null;

  constructor(
    readonly lookup: Lookup,
    readonly feed: Pick<Feed, 'trusted'>,
    readonly cache = new CredentialCache(),
  ) {
    this.imported = new ImportedTokens(lookup, feed, () => {
      this.counters.misses += 1;
    });
  }

  /** What the cache has, while it can be trusted. */
  getCached(key: string): Found | undefined {
    if (!this.feed.trusted()) return undefined;
    const entry = this.cache.get(key);
    if (entry === undefined) return undefined;
    this.counters.hits += 1;
    return { entry, fromCache: true };
  }

  /**
   * What the database has, or null if Keyport can't have issued it: garbage, and identifiers with an unknown prefix,
   * cost no lookup of credentials.
   */
  read(key: string): Promise<Found | null> | null {
    const prefix = prefixOfIdentifier(key);
    if (prefix === null) return null;
    // A known prefix stays valid; that a prefix is unknown holds only while no announcement can be missed.
    if (this.#prefixes.known.has(prefix)) return this.#readKnown(key);
    if (this.#prefixes.current && this.feed.trusted()) return null;
    return this.#readPrefixes().then((known) => (known.has(prefix) ? this.#readKnown(key) : null));
  }

  /** Many requests for a key share one lookup. */
  #readKnown(key: string): Promise<Found> {
    this.counters.misses += 1;
    return this.#read(key).then(asRead);
  }

  /** Whether what was found may still be judged by. */
  isStillTrusted({ fromCache }: Found): boolean {
    return !fromCache || this.feed.trusted();
  }

  /** What the database has now, bypassing the cache. */
  findUncached(key: string): Promise<CredentialEntry | null> {
    return this.lookup.find(key);
  }

  /** The endpoints that a permission opens to a key without its secret. */
  keyAloneEndpoints(): Endpoint[] | Promise<Endpoint[]> {
    if (this.#keyAloneEndpoints && this.feed.trusted()) return this.#keyAloneEndpoints;
    return this.#readKeyAloneEndpoints();
  }

  #readKeyAloneEndpoints(): Promise<Endpoint[]> {
    return this.#readShared(this.lookup.keyAloneEndpoints, (endpoints) => {
      this.#keyAloneEndpoints = endpoints;
    });
  }

  /** Many keys share one lookup, unless it began before a change that may concern them. */
  #readPrefixes(): Promise<ReadonlySet<string>> {
    if (this.#prefixReading && this.feed.trusted()) return this.#prefixReading;
    const reading = this.#readShared(this.lookup.prefixes, (known) => {
      this.#prefixes = { known, current: true };
    }).finally(() => {
      if (this.#prefixReading === reading) this.#prefixReading = null;
    });
    this.#prefixReading = reading;
    return reading;
  }

  /** Reads what concerns every key, and caches it unless it may have changed meanwhile. */
  async #readShared<Value>(read: () => Promise<Value>, keep: (value: Value) => void): Promise<Value> {
    const fence = this.cache.openFence();
    try {
      const value = await read();
      if (!fence.everything && !fence.catalogue && this.feed.trusted()) keep(value);
      return value;
    } finally {
      this.cache.closeFence(fence);
    }
  }

  /** The feed received a change, or may have missed some. */
  invalidate(change: Parameters<CredentialCache['invalidate']>[0]): void {
    if (change.kind === 'permission') this.#keyAloneEndpoints = null;
    if (change.kind === 'everything') {
      this.#keyAloneEndpoints = null;
      this.#prefixes.current = false;
      this.#prefixReading = null;
      this.imported.reload();
    }
    if (change.kind === 'credential' && change.token !== undefined) this.imported.add(change.token);
    this.cache.invalidate(change);
  }

  /** A lookup that began before a change is never shared. */
  #read(key: string): Promise<CredentialEntry | null> {
    if (!this.feed.trusted()) return this.lookup.find(key);
    let fill = this.#fills.get(key);
    if (!fill) {
      fill = this.#fill(key).finally(() => this.#fills.delete(key));
      this.#fills.set(key, fill);
    }
    return fill;
  }

  async #fill(key: string): Promise<CredentialEntry | null> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const fence = this.cache.openFence();
      try {
        const entry = await this.lookup.find(key);
        if (this.cache.putIfFresh(fence, key, entry)) return entry;
      } finally {
        this.cache.closeFence(fence);
      }
    }
    throw new Error('The key changes faster than it can be read');
  }
}

const asRead = (entry: CredentialEntry | null): Found => ({ entry, fromCache: false });
