'use client';

import { Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/use-now';

type OldSecretProps = { endsAt: string | null };

/** Until when the signing secret from before the last roll signs too; null once it doesn't. */
function useOldSecretEnd({ endsAt }: OldSecretProps): string | null {
  const now = useNow();
  return endsAt !== null && new Date(endsAt) > now ? endsAt : null;
}

export function OldSecret(props: OldSecretProps) {
  const end = useOldSecretEnd(props);
  return (
    end && (
      <span className="block text-sm text-warning">
        The old one also signs until <Time at={end} />
      </span>
    )
  );
}

/** Warns before another roll: only the two newest secrets sign. */
export function RolledBefore(props: OldSecretProps) {
  const end = useOldSecretEnd(props);
  return (
    end && (
      <p className="mt-3 text-warning">
        The one from before the last roll signs until <Time at={end} />. Rolling again ends it immediately.
      </p>
    )
  );
}
