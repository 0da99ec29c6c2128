'use client';

import { useServerAction } from '@/components/action/use-server-action';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Time } from '@/components/ui/time';
import type { KeyRow } from '@/lib/keys/schema';
import { blockOld } from '../actions';

export function BlockOldDialog({ apiKey, onClose }: { apiKey: KeyRow; onClose: () => void }) {
  const [pending, run] = useServerAction();
  const { old } = apiKey;
  if (!old) return null;
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title="Block the old credentials now?"
      description={
        <>
          Requests with <code className="font-mono text-ink">{old.key}</code> fail at once. They would have
          worked until <Time at={old.endsAt} />.{' '}
          {old.lastUsedAt ? (
            <>
              Last used <Time at={old.lastUsedAt} form="relative" />.
            </>
          ) : (
            'Not used since Keyport keeps count.'
          )}
        </>
      }
      confirm="Block old now"
      tone="danger"
      pending={pending}
      onConfirm={() =>
        run(
          () => blockOld({ id: apiKey.id, credentialId: old.id }),
          'The old credentials are blocked.',
          onClose,
        )
      }
    />
  );
}
