import type { Actor } from '@/lib/identity/actor/actor';
import { recordRefusal } from '@/lib/platform/audit/record';
import { refuse } from '@/lib/platform/result';
import type { Transition } from './policy';

export type KeyAction = `key.${'create' | 'edit' | 'reveal' | 'roll' | 'block-old' | 'delete' | Transition}`;

/** A right that the role doesn't have: refused, and on record. */
export async function forbid(actor: Actor, action: KeyAction, id: string | null, now: Date) {
  await recordRefusal(actor, { action, ...keySubject(id, id ?? ''), code: 'FORBIDDEN' }, now);
  return refuse('FORBIDDEN');
}

export const keySubject = (id: string | null, name: string) =>
  ({ subjectType: 'key', subjectId: id, subjectName: name }) as const;
