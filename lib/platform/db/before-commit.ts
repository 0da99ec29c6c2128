/** Kept by the transaction's own client, so that a step can't end up in another transaction. */
const stepsOf = new WeakMap<object, Step<never>[]>();

type Step<Db> = (db: Db) => Promise<void>;

/**
 * Runs `step` after everything else in the transaction. A lock that every transaction needs is taken last this way,
 * whatever the order of the code: nobody waits for it longer than a commit takes, and whoever holds it waits for
 * nothing else.
 */
export function beforeCommit<Db extends object>(db: Db, step: Step<Db>): void {
  const steps = stepsOf.get(db);
  if (!steps) throw new Error('This client is not in a transaction of inTransaction.');
  steps.push(step as Step<never>);
}

/** Runs `work`, then the steps that it passed to `beforeCommit`, in that order. */
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
