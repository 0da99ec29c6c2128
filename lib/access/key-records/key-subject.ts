import type { Transition } from './policy';

export type KeyAction = `key.${'create' | 'edit' | 'reveal' | 'roll' | 'block-old' | 'delete' | Transition}`;

/** How audit events name a key; `id` is null for one that was never created. */
export const keySubject = (id: string | null, name: string) =>
  ({ subjectType: 'key', subjectId: id, subjectName: name }) as const;
