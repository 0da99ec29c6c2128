'use client';

import { Time } from '@/components/ui/time';
import type { KeyRow, OldCredential } from '@/lib/keys/schema';
import { useKeyDialogs } from './key-dialogs';

/** That two sets of credentials work, until when, whether anyone still uses the old one, and the way to end it. */
export function OldCredentials({ apiKey, old }: { apiKey: KeyRow; old: OldCredential }) {
  const ask = useKeyDialogs();
  return (
    <div className="text-sm text-warning">
      Two sets of credentials until <Time at={old.endsAt} />; the old one{' '}
      {old.lastUsedAt ? (
        <>
          was last used <Time at={old.lastUsedAt} form="relative" />
        </>
      ) : (
        'was never used'
      )}
      .{' '}
      {apiKey.may.includes('stop') && (
        <button
          type="button"
          onClick={() => ask('block-old', apiKey)}
          className="rounded-sm font-medium whitespace-nowrap underline underline-offset-[3px] hover:decoration-2"
        >
          Block old now
        </button>
      )}
    </div>
  );
}
