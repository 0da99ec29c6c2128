'use client';

import { useTimeZone } from '@/components/ui/time-zone';
import { useNow } from '@/components/ui/use-now';
import type { KeyRow } from '@/lib/keys/schema';
import { rowStatusOf } from './key-words';

/** The state, and below it what is to know of its end. */
export function RowStatus({ apiKey }: { apiKey: KeyRow }) {
  const { tone, words, detail, isUrgent } = rowStatusOf(apiKey, useNow(), useTimeZone());
  return (
    <>
      <span className={`state ${tone}`}>{words}</span>
      {detail !== '' && (
        <small className={isUrgent ? tone : undefined} suppressHydrationWarning>
          {detail}
        </small>
      )}
    </>
  );
}
