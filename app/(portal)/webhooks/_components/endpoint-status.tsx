'use client';

import { StatusDot } from '@/components/ui/status-dot';
import { Time } from '@/components/ui/time';
import type { EndpointView } from '@/lib/features/webhooks/schema';

/** The state, and below it since when or why. */
export function EndpointStatus({ endpoint: { state, failingSince } }: { endpoint: EndpointView }) {
  if (state === 'disabled') return <StatusDot tone="off">Disabled</StatusDot>;
  if (state === 'disabled-by-failures') {
    return (
      <>
        <StatusDot tone="bad">Disabled</StatusDot>
        <small className="block text-sm text-ink-3">after a week of failures</small>
      </>
    );
  }
  if (failingSince === null) return <StatusDot tone="good">Enabled</StatusDot>;
  return (
    <>
      <StatusDot tone="warning">Failing</StatusDot>
      <small className="block text-sm text-ink-3">
        since <Time at={failingSince} />
      </small>
    </>
  );
}
