import { refresh } from 'next/cache';
import type { Result } from '@/lib/platform/result';

/** Renders the current screen again after a change that succeeded: what it shows was read before the change. */
export async function refreshed<Value, Code extends string>(
  change: Promise<Result<Value, Code>>,
): Promise<Result<Value, Code>> {
  const result = await change;
  if (result.ok) refresh();
  return result;
}
