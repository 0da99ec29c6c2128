/** Kept by the transaction's own client, so that a step can't end up in another transaction. */
const stepsOf = new WeakMap<object, Step<never>[]>();

type Step<Db> = (db: Db) => Promise<void>;

/**
 * Has `step` done when everything else in the transaction is done. A lock that every transaction needs is taken last
 * this way, whatever order the code is written in: nobody waits for it longer than a commit takes, and nobody who holds
 * it waits for anything else.
 */
export function beforeCommit<Db extends object>(db: Db, step: Step<Db>): void {
  const steps = stepsOf.get(db);
  if (!steps) throw new Error('This client is not in a transaction of inTransaction.');
  steps.push(step as Step<never>);
}

/** Runs `work`, then what it asked for with `beforeCommit`, in the order in which it asked. */
export async function runWithBeforeCommit<Db extends object, Value>(
  db: Db,
  work: (db: Db) => Promise<Value>,
): Promise<Value> {
  const steps: Step<Db>[] = [];
  stepsOf.set(db, steps as Step<never>[]);
  const value = await work(db);
  for (const step of steps) await step(db);
  return value;
}
