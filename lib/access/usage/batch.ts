/** How often credentials were valid since the last batch. Each list has one value per row, at the same index. */
export type Uses = {
  ids: string[];
  times: number[];
  /** The latest use, in milliseconds since the epoch, and the latest known address. */
  at: number[];
  addresses: (string | null)[];
};

/** How often credentials got each of the other verdicts. */
export type Refusals = { ids: string[]; codes: string[]; times: number[] };

export type UsageBatch = { uses: Uses; refusals: Refusals };

type Use = { id: string; times: number; at: number; address: string | null };

/** Credentials that are likely to be used again. Beyond this number all are forgotten once they are written. */
const MAX_KEPT = 200_000;

/** Counts verdicts in memory and writes them together, so that judging a request writes nothing. */
export class UsageCollector {
  /** Kept from batch to batch, since a key in use is used again: creating them each second costs twice as much. */
  #kept = new Map<string, Use>();
  #used: Use[] = [];
  #refusals = new Map<string, Map<string, number>>();

  /** `now` is in milliseconds. An unknown address leaves the last known one. */
  add(credentialId: string, code: string, address: string | null, now: number): void {
    if (code === 'VALID') this.#addUse(credentialId, 1, now, address);
    else this.#addRefusal(credentialId, code, 1);
  }

  take(): UsageBatch {
    const uses: Uses = { ids: [], times: [], at: [], addresses: [] };
    for (const use of this.#used) {
      uses.ids.push(use.id);
      uses.times.push(use.times);
      uses.at.push(use.at);
      uses.addresses.push(use.address);
      use.times = 0;
      use.address = null;
    }
    this.#used = [];
    if (this.#kept.size > MAX_KEPT) this.#kept.clear();
    const refusals: Refusals = { ids: [], codes: [], times: [] };
    for (const [id, codes] of this.#refusals) {
      for (const [code, times] of codes) {
        refusals.ids.push(id);
        refusals.codes.push(code);
        refusals.times.push(times);
      }
    }
    this.#refusals.clear();
    return { uses, refusals };
  }

  #addUse(id: string, times: number, at: number, address: string | null): void {
    let use = this.#kept.get(id);
    if (!use) {
      use = { id, times: 0, at, address: null };
      this.#kept.set(id, use);
    }
    if (use.times === 0) {
      this.#used.push(use);
      use.at = at;
    }
    use.times += times;
    if (at >= use.at) {
      use.at = at;
      use.address = address ?? use.address;
    } else {
      use.address ??= address;
    }
  }

  #addRefusal(id: string, code: string, times: number): void {
    let codes = this.#refusals.get(id);
    if (!codes) {
      codes = new Map();
      this.#refusals.set(id, codes);
    }
    codes.set(code, (codes.get(code) ?? 0) + times);
  }
}

/** This many rows are written in a moment, and keep no other verifier waiting for long. */
const MAX_ROWS = 2_000;

/** A batch in parts of at most this many credentials. */
export function inChunks({ uses, refusals }: UsageBatch, maxRows = MAX_ROWS): UsageBatch[] {
  const chunks: UsageBatch[] = [];
  for (let from = 0; from < Math.max(uses.ids.length, refusals.ids.length); from += maxRows) {
    const part = <Value>(values: Value[]) => values.slice(from, from + maxRows);
    chunks.push({
      uses: {
        ids: part(uses.ids),
        times: part(uses.times),
        at: part(uses.at),
        addresses: part(uses.addresses),
      },
      refusals: { ids: part(refusals.ids), codes: part(refusals.codes), times: part(refusals.times) },
    });
  }
  return chunks;
}
