/** How often credentials were good since the last batch. One row's values stand at the same index of each list. */
export type Uses = {
  ids: string[];
  times: number[];
  /** The latest use, in milliseconds since the epoch, and the latest address that was known. */
  at: number[];
  addresses: (string | null)[];
};

/** How often credentials got each other verdict. */
export type Refusals = { ids: string[]; codes: string[]; times: number[] };

export type UsageBatch = { uses: Uses; refusals: Refusals };

type Use = { id: string; times: number; at: number; address: string | null };

/** Of credentials that may come again. Past so many, all are forgotten once they are written. */
const MAX_KEPT = 200_000;

/** Verdicts are counted in memory and written together, so that judging a request writes nothing. */
export class UsageCollector {
  /** Kept from batch to batch, since who uses a key uses it again: making them anew each second costs twice as much. */
  #kept = new Map<string, Use>();
  #used: Use[] = [];
  #refusals = new Map<string, Map<string, number>>();

  /** `now` in milliseconds. An address that is not known leaves the last that was. */
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

/** So many rows are written in a moment, and keep no other verifier waiting for long. */
const MAX_ROWS = 2_000;

/** A batch in parts of so many credentials at most. */
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
