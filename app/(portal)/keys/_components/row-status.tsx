'use client';

import { rowStatusOf } from '@/components/keys/key-words';
import { formatDate } from '@/components/ui/time-format';
import { useTimeZone } from '@/components/ui/time-zone';
import { useNow } from '@/components/ui/use-now';
import type { KeyRow } from '@/lib/access/key-records/schema';

/** The state, and below it when it ends. */
export function RowStatus({ apiKey }: { apiKey: KeyRow }) {
  const zone = useTimeZone();
  const { tone, words, detail, isUrgent } = rowStatusOf(apiKey, useNow(), zone);
  return (
    <>
      <span className={`state ${tone}`}>{words}</span>
      {detail !== '' && (
        <small className={isUrgent ? tone : undefined} suppressHydrationWarning>
          {/* Its tooltip tells the very minute. */}
          {apiKey.expiresAt ? (
            <time dateTime={apiKey.expiresAt} suppressHydrationWarning>
              {detail}
              {isUrgent && <span className="sr-only">, {formatDate(new Date(apiKey.expiresAt), zone)}</span>}
            </time>
          ) : (
            detail
          )}
        </small>
      )}
    </>
  );
}
