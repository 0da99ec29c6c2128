import type { Change } from '@/lib/access/revocation/schema';
import type { CredentialEntry } from './lookup';

/**
 * Shared by all credentials of one organization, or with the same permissions: marking it once invalidates them all.
 */
type InvalidationTag = { stale: boolean };
type CacheEntry = { entry: CredentialEntry; organization: InvalidationTag; permissions: InvalidationTag };

/** `bytes` is of known credentials; there are at most `unknown` others, each for a time. */
export type Bounds = { bytes: number; unknown: number; unknownMs: number };

export const MEBIBYTE = 1024 * 1024;

const BOUNDS: Bounds = { bytes: 512 * MEBIBYTE, unknown: 100_000, unknownMs: 10_000 };

/**
 * A verifier's cache: credentials by their identifier, and identifiers that don't exist. A change invalidates at once,
 * in constant time, and fences off lookups in progress: what they return may have been read before the change.
 */
export class CredentialCache {
  #entries = new Map<string, CacheEntry>();
  /** The cached credentials of each API key, by identifier: nearly always one, and a list costs more. */
  #credentials = new Map<string, string | string[]>();
  #organizations = new Map<string, InvalidationTag>();
  /** By the names of the permissions held; there are few different lists. */
  #permissions = new Map<string, InvalidationTag>();
  /** When each unknown identifier expires from the cache, by the monotonic clock. */
  #unknown = new Map<string, number>();
  #fences = new Set<Fence>();
  #bytes = 0;
  readonly bounds: Bounds;

  constructor(bounds: Partial<Bounds> = {}) {
    this.bounds = { ...BOUNDS, ...bounds };
  }

  /** As counted against the bound. */
  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The entry; null for an identifier that is known not to exist; undefined if it has to be looked up. */
  get(key: string): CredentialEntry | null | undefined {
    const held = this.#entries.get(key);
    if (held) {
      if (!held.organization.stale && !held.permissions.stale) return held.entry;
      this.#remove(key, held.entry.id);
      return undefined;
    }
    const until = this.#unknown.get(key);
    if (until === undefined) return undefined;
    if (until > performance.now()) return null;
    this.#unknown.delete(key);
    return undefined;
  }

  /** Open it before the lookup, and pass it to `putIfFresh` afterwards. */
  openFence(): Fence {
    const fence = new Fence();
    this.#fences.add(fence);
    return fence;
  }

  /** Closes the fence. False if a change crossed it: what was read is too old to be cached, or to be judged by. */
  putIfFresh(fence: Fence, key: string, entry: CredentialEntry | null): boolean {
    this.#fences.delete(fence);
    const touched = entry ? [entry.id, entry.organizationId, key, ...namesOf(entry.permissionNames)] : [key];
    if (fence.everything || touched.some((id) => fence.touched.has(id))) return false;
    if (entry) this.#put(key, entry);
    else this.#putUnknown(key);
    return true;
  }

  closeFence(fence: Fence): void {
    this.#fences.delete(fence);
  }

  invalidate(change: Change): void {
    for (const fence of this.#fences) fence.pass(change);
    if (change.kind === 'key') this.#invalidateKey(change.id);
    else if (change.kind === 'organization') invalidateTag(this.#organizations, change.id);
    else if (change.kind === 'credential') this.#unknown.delete(change.key);
    else if (change.kind === 'permission') this.#invalidateHolders(change.name);
    else if (change.kind === 'everything') this.clear();
  }

  clear(): void {
    for (const fence of this.#fences) fence.everything = true;
    this.#entries.clear();
    this.#bytes = 0;
    this.#credentials.clear();
    this.#organizations.clear();
    this.#permissions.clear();
    this.#unknown.clear();
  }

  #invalidateKey(id: string): void {
    for (const key of this.#credentialsOf(id)) this.#drop(key);
    this.#credentials.delete(id);
  }

  #credentialsOf(id: string): readonly string[] {
    const keys = this.#credentials.get(id) ?? [];
    return typeof keys === 'string' ? [keys] : keys;
  }

  #invalidateHolders(name: string): void {
    for (const held of this.#permissions.keys()) {
      if (namesOf(held).includes(name)) invalidateTag(this.#permissions, held);
    }
  }

  #put(key: string, entry: CredentialEntry): void {
    this.#drop(key);
    const bytes = bytesOf(entry);
    while (this.#entries.size > 0 && this.#bytes + bytes > this.bounds.bytes) this.#evictOldest();
    const organization = tagFor(this.#organizations, entry.organizationId);
    const permissions = tagFor(this.#permissions, entry.permissionNames);
    this.#entries.set(key, { entry, organization, permissions });
    this.#bytes += bytes;
    const others = this.#credentialsOf(entry.id).filter((other) => other !== key);
    this.#credentials.set(entry.id, others.length === 0 ? key : [...others, key]);
    this.#unknown.delete(key);
  }

  #putUnknown(key: string): void {
    if (this.#unknown.size >= this.bounds.unknown) {
      const [oldest] = this.#unknown.keys();
      if (oldest !== undefined) this.#unknown.delete(oldest);
    }
    this.#unknown.set(key, performance.now() + this.bounds.unknownMs);
  }

  #evictOldest(): void {
    const [oldest] = this.#entries;
    if (oldest) this.#remove(oldest[0], oldest[1].entry.id);
  }

  #drop(key: string): void {
    const held = this.#entries.get(key);
    if (!held) return;
    this.#entries.delete(key);
    this.#bytes -= bytesOf(held.entry);
  }

  #remove(key: string, id: string): void {
    this.#drop(key);
    const others = this.#credentialsOf(id).filter((other) => other !== key);
    if (others.length === 0) this.#credentials.delete(id);
    else this.#credentials.set(id, others);
  }
}

/**
 * What an entry takes, objects and the maps' own tables included. `npm run bench` weighs a process that is full of them,
 * with metadata and without.
 */
const bytesOf = ({ answerJson, facts, externalId }: CredentialEntry): number =>
  BYTES_WITHOUT_TEXT +
  answerJson.length +
  facts.datasets.length * BYTES_OF_DATASET +
  (externalId?.length ?? 0);

const BYTES_WITHOUT_TEXT = 640;
const BYTES_OF_DATASET = 64;

/** A lookup in progress, and what changed meanwhile. */
export class Fence {
  everything = false;
  /** The catalogue, whatever the permission. */
  catalogue = false;
  readonly touched = new Set<string>();

  pass(change: Change): void {
    if (change.kind === 'everything') {
      this.everything = true;
    } else if (change.kind === 'permission') {
      this.catalogue = true;
      this.touched.add(change.name);
    } else if (change.kind === 'credential') this.touched.add(change.key);
    else if (change.kind === 'key' || change.kind === 'organization') this.touched.add(change.id);
  }
}

function tagFor(owners: Map<string, InvalidationTag>, id: string): InvalidationTag {
  let owner = owners.get(id);
  if (!owner) {
    owner = { stale: false };
    owners.set(id, owner);
  }
  return owner;
}

const namesOf = (held: string): string[] => (held === '' ? [] : held.split(' '));

function invalidateTag(owners: Map<string, InvalidationTag>, id: string): void {
  const owner = owners.get(id);
  if (!owner) return;
  owner.stale = true;
  owners.delete(id);
}
