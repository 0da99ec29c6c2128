import { type EventInfo, recordRefusal } from '@/lib/platform/audit/record';
import { refuse } from '@/lib/platform/result';
import type { Actor } from './schema';

/** The actor's role lacks the required right: refused, and recorded. */
export async function refuseForbidden(actor: Actor, event: EventInfo, now: Date) {
  await recordRefusal(actor, { ...event, code: 'FORBIDDEN' }, now);
  return refuse('FORBIDDEN');
}
