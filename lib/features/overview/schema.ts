import type { KeyRow } from '@/lib/access/key-records/schema';

export type AttentionReason = 'rotation-due' | 'expires-soon' | 'unused' | 'two-credentials';

export type AttentionItem = { reason: AttentionReason; key: KeyRow };

/** Keys that need attention are counted no further: beyond it does not matter how many there are. */
export const MAX_ATTENTION = 100;

/** As people read it: 7, or 99+. */
export const attentionInWords = (count: number): string =>
  count < MAX_ATTENTION ? String(count) : `${MAX_ATTENTION - 1}+`;

export type Overview = {
  active: number;
  /** Of the active ones, those made within 30 days. */
  added: number;
  disabled: number;
  expired: number;
  /** How many need attention in all, counted up to MAX_ATTENTION; `items` holds the most urgent of them. */
  attention: number;
  items: AttentionItem[];
};
