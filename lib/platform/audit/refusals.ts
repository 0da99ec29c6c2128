import { AsyncLocalStorage } from 'node:async_hooks';

const watched = new AsyncLocalStorage<{ recorded: boolean }>();

/** Runs `work`, and returns whether it recorded a refusal itself, as services do that know the details. */
export async function watchRefusals<Value>(
  work: () => Promise<Value>,
): Promise<{ value: Value; recorded: boolean }> {
  const state = { recorded: false };
  const value = await watched.run(state, work);
  return { value, recorded: state.recorded };
}

export function markRefusalRecorded(): void {
  const state = watched.getStore();
  if (state) state.recorded = true;
}
