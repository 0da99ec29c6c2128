import type { Actor } from '@/lib/identity/actor/actor';
import { recordRefusal } from '@/lib/platform/audit/record';
import type { Result } from '@/lib/platform/result';

type Told = Omit<Parameters<typeof recordRefusal>[1], 'code'>;

/** A change to who belongs here that is refused is on record, whatever it was refused for. */
export async function recordIfRefused<Value, Code extends string>(
  actor: Actor,
  event: Told,
  change: Result<Value, Code> | Promise<Result<Value, Code>>,
  now: Date,
): Promise<Result<Value, Code>> {
  const result = await change;
  if (!result.ok) await recordRefusal(actor, { ...event, code: result.code }, now);
  return result;
}
