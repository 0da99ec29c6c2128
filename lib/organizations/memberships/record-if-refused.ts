import type { Actor } from '@/lib/identity/actor/schema';
import { recordRefusal } from '@/lib/platform/audit/record';
import type { Result } from '@/lib/platform/result';

type RefusedEvent = Omit<Parameters<typeof recordRefusal>[1], 'code'>;

/** Records a refused change to a team, whatever the reason. */
export async function recordIfRefused<Value, Code extends string>(
  actor: Actor,
  event: RefusedEvent,
  change: Result<Value, Code> | Promise<Result<Value, Code>>,
  now: Date,
): Promise<Result<Value, Code>> {
  const result = await change;
  if (!result.ok) await recordRefusal(actor, { ...event, code: result.code }, now);
  return result;
}
