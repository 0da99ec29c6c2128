'use client';

import { Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/use-now';
import { isInUse } from './grace-words';

type RecentUseProps = {
  lastUsedAt: string | null;
  lastUsedAddress?: string | null;
  /** The words for credentials that were never used. */
  never: string;
};

/** When credentials were last used, and, if that was within the hour, what stopping them would do. */
export function RecentUse({ lastUsedAt, lastUsedAddress = null, never }: RecentUseProps) {
  const now = useNow();
  if (lastUsedAt === null) return never;
  const when = <Time at={lastUsedAt} form="relative" />;
  const from = lastUsedAddress === null ? '' : ` from ${lastUsedAddress}`;
  if (!isInUse(lastUsedAt, now)) {
    return (
      <>
        Last used {when}
        {from}.
      </>
    );
  }
  return (
    <strong>
      Used {when}
      {from}. Those requests will fail.
    </strong>
  );
}
