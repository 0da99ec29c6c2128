'use client';

import { Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/use-now';

/** Until when the signing secret from before the last roll signs too; nothing once it doesn't. */
export function OldSecret({ endsAt }: { endsAt: string | null }) {
  const now = useNow();
  if (endsAt === null || new Date(endsAt) <= now) return null;
  return (
    <span className="block text-sm text-warning">
      The old one also signs until <Time at={endsAt} />
    </span>
  );
}

/** Said before another roll: of three secrets two sign. */
export function RolledBefore({ endsAt }: { endsAt: string | null }) {
  const now = useNow();
  if (endsAt === null || new Date(endsAt) <= now) return null;
  return (
    <p className="mt-3 text-warning">
      The one from before the last roll signs until <Time at={endsAt} />. Rolling again ends it immediately.
    </p>
  );
}
