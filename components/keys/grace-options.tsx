'use client';

import type { RadioOption } from '@/components/ui/radio-group';
import { Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/use-now';
import type { Grace } from '@/lib/access/keys/schema';
import { DAY_MS, HOUR_MS } from '@/lib/platform/time/durations';

const SPANS: readonly { value: Grace; label: string; ms: number | null }[] = [
  { value: 'now', label: 'Immediately', ms: 0 },
  { value: '1h', label: 'In 1 hour', ms: HOUR_MS },
  { value: '12h', label: 'In 12 hours', ms: 12 * HOUR_MS },
  { value: '24h', label: 'In 24 hours', ms: DAY_MS },
  { value: '7d', label: 'In 7 days', ms: 7 * DAY_MS },
  { value: 'date', label: 'At a date', ms: null },
];

/** Each grace period with the time at which it ends: never later than the key itself. */
export function useGraceOptions(expiresAt: string | null): RadioOption[] {
  const now = useNow();
  const end = expiresAt === null ? Number.POSITIVE_INFINITY : new Date(expiresAt).getTime();
  return SPANS.map(({ value, label, ms }) => {
    if (ms === null) return { value, label };
    if (ms === 0) return { value, label, note: 'requests with them fail at once' };
    const at = Math.min(now.getTime() + ms, end);
    return { value, label, note: <Time at={new Date(at).toISOString()} /> };
  });
}
