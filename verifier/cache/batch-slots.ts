/**
 * Lets this many batches run at a time. A batch that has to wait keeps growing until its turn; one that would wait for
 * longer than `maxWaitMs` fails instead.
 */
export function createBatchSlots(max: number, maxWaitMs: number) {
  let running = 0;
  let overdue = false;
  const waiting: { begin(): void; since: number }[] = [];
  let isTimed = false;

  const next = () => {
    if (running < max) waiting.shift()?.begin();
  };
  /** The oldest is overdue first. */
  const failOverdue = () => {
    isTimed = false;
    const now = performance.now();
    overdue = true;
    for (let first = waiting[0]; first && now - first.since >= maxWaitMs; first = waiting[0]) {
      waiting.shift();
      first.begin();
    }
    overdue = false;
    const [first] = waiting;
    if (first) failLater(maxWaitMs - (now - first.since));
  };

  const failLater = (ms: number) => {
    if (isTimed) return;
    isTimed = true;
    setTimeout(failOverdue, ms);
  };

  return {
    /** Calls `begin` when a batch may run; `begin` calls `use` before it returns. */
    schedule(begin: () => void): void {
      setImmediate(() => {
        if (running < max) return begin();
        waiting.push({ begin, since: performance.now() });
        failLater(maxWaitMs);
      });
    },
    /** Runs a batch that may begin. */
    async use<Value>(work: () => Promise<Value>): Promise<Value> {
      if (overdue) throw new Error('The database is too slow');
      running += 1;
      try {
        return await work();
      } finally {
        running -= 1;
        next();
      }
    },
  };
}
