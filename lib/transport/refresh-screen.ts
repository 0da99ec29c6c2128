import { refresh } from 'next/cache';
import type { Result } from '@/lib/platform/result';

/** Renders the current screen again after a change that succeeded, since what it shows was read before the change. */
export async function refreshOnSuccess<Value, Code extends string>(
  change: Promise<Result<Value, Code>>,
): Promise<Result<Value, Code>> {
  const result = await change;
  if (result.ok) refresh();
  return result;
}

/** Renders the current screen again, also after a refusal: then somebody else has changed what it shows. */
export async function refreshAlways<Value, Code extends string>(
  change: Promise<Result<Value, Code>>,
): Promise<Result<Value, Code>> {
  const result = await change;
  refresh();
  return result;
}
