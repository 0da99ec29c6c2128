/**
 * Lets so many batches run at a time. A batch that has to wait goes on growing until its turn comes; one that would
 * wait for longer than `maxWaitMs` fails instead.
 */
export function createBatchSlots(max: number, maxWaitMs: number) {
  let running = 0;
  let overdue = false;
  const waiting: { begin(): void; since: number }[] = [];
  let isTimed = false;

  const next = () => {
    if (running < max) waiting.shift()?.begin();
  };
  /** Those that came first are overdue first. */
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
    /** When a batch may begin: `begin` calls `use` before it returns. */
    schedule(begin: () => void): void {
      setImmediate(() => {
        if (running < max) return begin();
        waiting.push({ begin, since: performance.now() });
        failLater(maxWaitMs);
      });
    },
    /** Runs a batch that was let begin. */
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
