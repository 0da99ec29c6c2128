import { type EventInfo, recordRefusal } from '@/lib/platform/audit/record';
import type { Principal } from '@/lib/platform/audit/schema';
import { refuse } from '@/lib/platform/result';
import type { Actor, Person } from './schema';

/** For what only operators may see. Screens check before; reaching this is a bug or a forged request. */
export function assertOperator(person: Pick<Person, 'operator'>): void {
  if (!person.operator) throw new Error('Only an operator may see this');
}

/** These are the operator's own events, even if the person works in an organization as well. */
export const asOperator = ({ userId, name, address }: Person): Principal => ({ userId, name, address });

/** A change that none of their screens offers: refused, and recorded among the operator's own events. */
export async function refuseNonOperator(
  person: Person,
  event: Omit<Parameters<typeof recordRefusal>[1], 'code'>,
  now: Date,
) {
  await recordRefusal(asOperator(person), { ...event, code: 'NOT_OPERATOR' }, now);
  return refuse('NOT_OPERATOR');
}

/** The actor's role lacks the required right: refused, and recorded. */
export async function refuseForbidden(actor: Actor, event: EventInfo, now: Date) {
  await recordRefusal(actor, { ...event, code: 'FORBIDDEN' }, now);
  return refuse('FORBIDDEN');
}
