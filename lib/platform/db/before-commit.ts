/** Kept by the transaction's own client, so that a step can't end up in another transaction. */
const endings = new WeakMap<object, Step<never>[]>();

type Step<Queries> = (queries: Queries) => Promise<void>;

/**
 * Has `step` done when everything else in the transaction is done. A lock that every transaction needs is taken last
 * this way, whatever order the code is written in: nobody waits for it longer than a commit takes, and nobody who holds
 * it waits for anything else.
 */
export function beforeCommit<Queries extends object>(queries: Queries, step: Step<Queries>): void {
  const steps = endings.get(queries);
  if (!steps) throw new Error('This client is not in a transaction of inTransaction.');
  steps.push(step as Step<never>);
}

/** Runs `work`, then what it asked for with `beforeCommit`, in the order in which it asked. */
export async function withEnding<Queries extends object, Value>(
  queries: Queries,
  work: (queries: Queries) => Promise<Value>,
): Promise<Value> {
  const steps: Step<Queries>[] = [];
  endings.set(queries, steps as Step<never>[]);
  const value = await work(queries);
  for (const step of steps) await step(queries);
  return value;
}
