/** How often one credential got one verdict in one hour, since the last batch. */
export type Line = {
  /** Its beginning, in milliseconds since the epoch. */
  hour: number;
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

const HOUR_MS = 3_600_000;

/**
 * Verdicts are counted in memory and written together, so that judging a request writes nothing. What was taken and
 * could not be written is given back.
 */
export class UsageCollector {
  #lines = new Map<string, Line>();

  /** `now` in milliseconds. An address that is not known leaves the last that was. */
  add(credentialId: string, code: string, address: string | null, now: number): void {
    this.#add(credentialId, now - (now % HOUR_MS), code, 1, now, address);
  }

  take(): UsageBatch {
    const taken = this.#lines;
    this.#lines = new Map();
    return taken;
  }

  giveBack(batch: UsageBatch): void {
    for (const [credentialId, first] of batch) {
      for (const { hour, code, times, at, address } of linesFrom(first)) {
        this.#add(credentialId, hour, code, times, at, address);
      }
    }
  }

  #add(
    credentialId: string,
    hour: number,
    code: string,
    times: number,
    at: number,
    address: string | null,
  ): void {
    const first = this.#lines.get(credentialId) ?? null;
    let line = first;
    while (line && (line.code !== code || line.hour !== hour)) line = line.next;
    if (!line) {
      this.#lines.set(credentialId, { hour, code, times, at, address, next: first });
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
