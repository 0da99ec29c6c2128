import type { Plain } from './schema';

export const KEY_EVENT_TYPES = [
  'key.created',
  'key.edited',
  'key.rolled',
  'key.disabled',
  'key.enabled',
  'key.revoked',
  'key.deleted',
] as const;
/** What webhooks tell of an API key. */
export type KeyEventType = (typeof KEY_EVENT_TYPES)[number];

/** What endpoints are told together with an audit event, in its transaction. */
export type Announcement = { type: KeyEventType; data: { [name: string]: Plain } };
