import type { KeyRow } from '@/lib/access/key-records/schema';

export type AttentionReason =
  | 'rotation-due'
  | 'expires-soon'
  | 'breaks-policy'
  | 'unused'
  | 'two-credentials';

export type AttentionItem = { reason: AttentionReason; key: KeyRow };

/** Keys that need attention are counted up to this number: beyond it the exact number doesn't matter. */
export const MAX_ATTENTION = 100;

/** As people read it: 7, or 99+. */
export const attentionInWords = (count: number): string =>
  count < MAX_ATTENTION ? String(count) : `${MAX_ATTENTION - 1}+`;

export type Overview = {
  active: number;
  /** Active keys that were created within 30 days. */
  added: number;
  disabled: number;
  expired: number;
  /** How many need attention, counted up to MAX_ATTENTION; `items` has the most urgent ones. */
  attention: number;
  items: AttentionItem[];
};
