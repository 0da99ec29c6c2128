/** What was seen of one credential since the last batch: how often each verdict in each hour, and its last use. */
export type Usage = {
  lastUse: { at: Date; address: string | null } | null;
  /** By hour (milliseconds since the epoch), then by the verdict's code. */
  counts: Map<number, Map<string, number>>;
};

export type UsageBatch = ReadonlyMap<string, Usage>;

const HOUR_MS = 3_600_000;

/**
 * Verdicts are counted in memory and written together, so that judging a request writes nothing. What was taken and
 * could not be written is given back.
 */
export class UsageCollector {
  #usage = new Map<string, Usage>();

  /** `now` in milliseconds. Only a VALID verdict is a use; an address that is not known leaves the last that was. */
  add(credentialId: string, code: string, address: string | null, now: number): void {
    const usage = this.#of(credentialId);
    count(usage, now - (now % HOUR_MS), code, 1);
    if (code === 'VALID')
      usage.lastUse = { at: new Date(now), address: address ?? usage.lastUse?.address ?? null };
  }

  take(): UsageBatch {
    const taken = this.#usage;
    this.#usage = new Map();
    return taken;
  }

  giveBack(batch: UsageBatch): void {
    for (const [credentialId, { lastUse, counts }] of batch) {
      const usage = this.#of(credentialId);
      for (const [hour, codes] of counts) {
        for (const [code, times] of codes) count(usage, hour, code, times);
      }
      usage.lastUse = usage.lastUse
        ? { at: usage.lastUse.at, address: usage.lastUse.address ?? lastUse?.address ?? null }
        : lastUse;
    }
  }

  #of(credentialId: string): Usage {
    let usage = this.#usage.get(credentialId);
    if (!usage) {
      usage = { lastUse: null, counts: new Map() };
      this.#usage.set(credentialId, usage);
    }
    return usage;
  }
}

function count({ counts }: Usage, hour: number, code: string, times: number): void {
  let codes = counts.get(hour);
  if (!codes) {
    codes = new Map();
    counts.set(hour, codes);
  }
  codes.set(code, (codes.get(code) ?? 0) + times);
}
