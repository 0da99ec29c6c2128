import type { Result } from '@/lib/platform/result';

/** The value of a service's result that must be a success here. */
export function must<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result)}`);
  return result.value;
}
