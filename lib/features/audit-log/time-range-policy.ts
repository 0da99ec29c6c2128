import { HOUR_MS } from '@/lib/platform/time/durations';
import { isStorableInstant } from '@/lib/platform/time/local-time';

const SPANS = {
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '30d': 30 * 24 * HOUR_MS,
  '90d': 90 * 24 * HOUR_MS,
} as const;

const isSpan = (text: string): text is keyof typeof SPANS => Object.hasOwn(SPANS, text);

/** From `from` on, and before `to`. What isn't understood limits nothing. */
export function parseTimeRange(text: string, now: Date): { from: Date | null; to: Date | null } {
  if (isSpan(text)) return { from: new Date(now.getTime() - SPANS[text]), to: null };
  const [from = '', to = ''] = text.split('/');
  return { from: readInstant(from), to: readInstant(to) };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/;

function readInstant(text: string): Date | null {
  const instant = INSTANT.test(text) ? new Date(text) : null;
  return instant && isStorableInstant(instant) ? instant : null;
}
