/** How full the table may get before it is built anew: searches stay short. */
const MAX_LOAD = 0.75;
const GROWTH = 1.5;
const MIN_SLOTS = 16;
/** The first 8 bytes of a hash. */
export const START_BYTES = 8;

/**
 * The first 8 bytes of many hashes, in 11 bytes each: a Set of a million would take ten times as much. An open table with
 * linear search. Hashes are evenly distributed, and nobody who lacks the pepper can choose one.
 */
export class HashStarts {
  #size = 0;
  #slots: Uint32Array;

  /** With room for as many without growing. */
  constructor(expected = 0) {
    this.#slots = tableFor(expected);
  }

  get size(): number {
    return this.#size;
  }

  /** `hash` is Latin-1. */
  has(hash: string): boolean {
    const [high, low] = wordsOf((index) => hash.charCodeAt(index));
    return this.#slots[this.#slotOf(high, low)] !== 0;
  }

  /** Adds the 8 bytes that begin at `offset`. */
  add(bytes: Uint8Array, offset = 0): void {
    const [high, low] = wordsOf((index) => bytes[offset + index] ?? 0);
    if (2 * (this.#size + 1) > MAX_LOAD * this.#slots.length) this.#grow();
    this.#insert(high, low);
  }

  #insert(high: number, low: number): void {
    const slot = this.#slotOf(high, low);
    if (this.#slots[slot] === 0) this.#size += 1;
    this.#slots[slot] = high;
    this.#slots[slot + 1] = low;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = tableFor(GROWTH * (this.#size + 1));
    this.#size = 0;
    for (let slot = 0; slot < old.length; slot += 2) {
      const high = old[slot] ?? 0;
      if (high !== 0) this.#insert(high, old[slot + 1] ?? 0);
    }
  }

  /** Where it is, or the free slot where it would be. */
  #slotOf(high: number, low: number): number {
    const slots = this.#slots;
    let slot = 2 * Math.floor((high / 2 ** 32) * (slots.length / 2));
    while (slots[slot] !== 0 && (slots[slot] !== high || slots[slot + 1] !== low)) {
      slot = slot + 2 === slots.length ? 0 : slot + 2;
    }
    return slot;
  }
}

const tableFor = (size: number): Uint32Array =>
  new Uint32Array(2 * Math.max(MIN_SLOTS, Math.ceil(size / MAX_LOAD) + 1));

/** Two words of 32 bits. The first is never 0, which marks a free slot. */
function wordsOf(byteAt: (index: number) => number): [high: number, low: number] {
  const word = (at: number) =>
    ((byteAt(at) << 24) | (byteAt(at + 1) << 16) | (byteAt(at + 2) << 8) | byteAt(at + 3)) >>> 0;
  return [word(0) || 1, word(4)];
}
