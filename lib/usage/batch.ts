/** How often one credential got one verdict since the last batch. */
export type Line = {
  code: string;
  times: number;
  /** The latest of them, in milliseconds since the epoch, and the latest address that was known. */
  at: number;
  address: string | null;
  /** Of the same credential. There is rarely more than one. */
  next: Line | null;
};

/** By the credential's id. */
export type UsageBatch = ReadonlyMap<string, Line>;

/**
 * Verdicts are counted in memory and written together, so that judging a request writes nothing. What was taken and
 * could not be written is given back.
 */
export class UsageCollector {
  #lines = new Map<string, Line>();

  /** `now` in milliseconds. An address that is not known leaves the last that was. */
  add(credentialId: string, code: string, address: string | null, now: number): void {
    this.#add(credentialId, code, 1, now, address);
  }

  take(): UsageBatch {
    const taken = this.#lines;
    this.#lines = new Map();
    return taken;
  }

  giveBack(batch: UsageBatch): void {
    for (const [credentialId, first] of batch) {
      for (const { code, times, at, address } of linesFrom(first)) {
        this.#add(credentialId, code, times, at, address);
      }
    }
  }

  #add(credentialId: string, code: string, times: number, at: number, address: string | null): void {
    const first = this.#lines.get(credentialId) ?? null;
    let line = first;
    while (line && line.code !== code) line = line.next;
    if (!line) {
      this.#lines.set(credentialId, { code, times, at, address, next: first });
      return;
    }
    line.times += times;
    if (at >= line.at) {
      line.at = at;
      line.address = address ?? line.address;
    } else {
      line.address ??= address;
    }
  }
}

export function* linesFrom(first: Line | null): Generator<Line> {
  for (let line = first; line; line = line.next) yield line;
}
