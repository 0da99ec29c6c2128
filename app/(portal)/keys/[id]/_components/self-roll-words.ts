import type { SelfRollGrace } from '@/lib/access/key-records/schema';

/** "… work for 12 hours." */
export const SELF_ROLL_WORDS: Record<SelfRollGrace, string> = {
  '1h': '1 hour',
  '12h': '12 hours',
  '24h': '24 hours',
  '7d': '7 days',
};
