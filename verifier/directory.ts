import { prefixOfKey } from '@/lib/access/credentials/token';
import type { Endpoint } from '@/lib/access/permissions/endpoints';
import type { Feed } from './feed';
import type { Entry, Lookup } from './lookup';
import { Memory } from './memory';

/** A key that changes at each of so many readings in a row is under a storm; it can't be judged now. */
const MOST_ATTEMPTS = 50;

export type Found = {
  entry: Entry | null;
  /** Good only while the feed is trusted; what was just read is good for the request that it was read for. */
  fromMemory: boolean;
};

export type Counters = { hits: number; misses: number };

/** Credentials from memory where they may be, from PostgreSQL where they must be. */
export class Directory {
  readonly counters: Counters = { hits: 0, misses: 0 };
  #fills = new Map<string, Promise<Entry | null>>();
  #openEndpoints: Endpoint[] | null = null;
  #prefixes: { known: ReadonlySet<string>; current: boolean } = { known: new Set(), current: false };
  #prefixReading: Promise<ReadonlySet<string>> | null = null;

  constructor(
    readonly lookup: Lookup,
    readonly feed: Pick<Feed, 'trusted'>,
    readonly memory = new Memory(),
  ) {}

  /** What memory has at once, while it may be believed. */
  recall(key: string): Found | undefined {
    if (!this.feed.trusted()) return undefined;
    const entry = this.memory.get(key);
    if (entry === undefined) return undefined;
    this.counters.hits += 1;
    return { entry, fromMemory: true };
  }

  /**
   * What the database says, or null where no key of Keyport's can read like that: garbage, and keys with a prefix that
   * none of ours has, cost no look-up of credentials.
   */
  read(key: string): Promise<Found | null> | null {
    const prefix = prefixOfKey(key);
    if (prefix === null) return null;
    // A prefix that is known stays worth a look; that one is unknown holds only while no announcement can be missed.
    if (this.#prefixes.known.has(prefix)) return this.#readKnown(key);
    if (this.#prefixes.current && this.feed.trusted()) return null;
    return this.#readPrefixes().then((known) => (known.has(prefix) ? this.#readKnown(key) : null));
  }

  /** Many requests for a key wait for one reading. */
  #readKnown(key: string): Promise<Found> {
    this.counters.misses += 1;
    return this.#read(key).then(asRead);
  }

  /** Whether something found may still be judged by. */
  isSound({ fromMemory }: Found): boolean {
    return !fromMemory || this.feed.trusted();
  }

  /** What the database says now, past all memory. */
  findAfresh(key: string): Promise<Entry | null> {
    return this.lookup.find(key);
  }

  /** The endpoints that some permission opens to a key alone. */
  openEndpoints(): Endpoint[] | Promise<Endpoint[]> {
    if (this.#openEndpoints && this.feed.trusted()) return this.#openEndpoints;
    return this.#readOpenEndpoints();
  }

  #readOpenEndpoints(): Promise<Endpoint[]> {
    return this.#readShared(this.lookup.openEndpoints, (endpoints) => {
      this.#openEndpoints = endpoints;
    });
  }

  /** Many keys wait for one reading, unless it was begun before a change that they may be about. */
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

  /** Reads what concerns every key, and keeps it unless it may have changed meanwhile. */
  async #readShared<Value>(read: () => Promise<Value>, keep: (value: Value) => void): Promise<Value> {
    const fence = this.memory.fence();
    try {
      const value = await read();
      if (!fence.everything && !fence.catalogue && this.feed.trusted()) keep(value);
      return value;
    } finally {
      this.memory.abandon(fence);
    }
  }

  /** The feed heard of a change, or may have missed some. */
  forget(change: Parameters<Memory['forget']>[0]): void {
    if (change.kind === 'permission') this.#openEndpoints = null;
    if (change.kind === 'everything') {
      this.#openEndpoints = null;
      this.#prefixes.current = false;
      this.#prefixReading = null;
    }
    this.memory.forget(change);
  }

  /** A reading begun before a change is never shared. */
  #read(key: string): Promise<Entry | null> {
    if (!this.feed.trusted()) return this.lookup.find(key);
    let fill = this.#fills.get(key);
    if (!fill) {
      fill = this.#fill(key).finally(() => this.#fills.delete(key));
      this.#fills.set(key, fill);
    }
    return fill;
  }

  async #fill(key: string): Promise<Entry | null> {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const fence = this.memory.fence();
      try {
        const entry = await this.lookup.find(key);
        if (this.memory.keep(fence, key, entry)) return entry;
      } finally {
        this.memory.abandon(fence);
      }
    }
    throw new Error('The key changes faster than it can be read');
  }
}

const asRead = (entry: Entry | null): Found => ({ entry, fromMemory: false });
