'use client';

import { StatusDot } from '@/components/ui/status-dot';
import { useNow } from '@/components/ui/use-now';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { statusOf } from './key-words';

export function KeyStatus({ apiKey }: { apiKey: KeyRow }) {
  const { tone, words } = statusOf(apiKey, useNow());
  return (
    <StatusDot tone={tone}>
      <span suppressHydrationWarning>{words}</span>
    </StatusDot>
  );
}
