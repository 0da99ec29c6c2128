'use client';

import { StatusDot } from '@/components/ui/status-dot';
import { Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/use-now';
import type { DeliveryStatus, DeliveryView } from '@/lib/features/webhooks/schema';
import { DELIVERY_WORDS } from '../../_components/webhook-words';

const TONES = { delivered: 'good', waiting: 'warning', failed: 'bad' } as const;

export const DeliveryStatusDot = ({ status }: { status: DeliveryStatus }) => (
  <StatusDot tone={TONES[status]}>{DELIVERY_WORDS[status]}</StatusDot>
);

type NextAttemptProps = { delivery: DeliveryView; isEnabled: boolean };

/** When it is sent again. Those behind the first of the queue have no time of their own yet. */
export function NextAttempt({ delivery: { nextAttemptAt }, isEnabled }: NextAttemptProps) {
  const now = useNow();
  if (nextAttemptAt === null) return null;
  if (!isEnabled) return 'once enabled';
  if (new Date(nextAttemptAt) <= now) return 'queued';
  return (
    <>
      next attempt <Time at={nextAttemptAt} form="relative" />
    </>
  );
}
