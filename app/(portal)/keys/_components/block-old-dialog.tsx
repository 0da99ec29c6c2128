'use client';

import { AlertDialog } from '@/components/ui/alert-dialog';
import { Time } from '@/components/ui/time';
import type { KeyRow } from '@/lib/keys/schema';
import { blockOld } from '../actions';
import { useDeed } from './use-deed';

export function BlockOldDialog({ apiKey, onClose }: { apiKey: KeyRow; onClose: () => void }) {
  const [pending, run] = useDeed();
  const { old } = apiKey;
  if (!old) return null;
  const block = () => blockOld({ id: apiKey.id, credentialId: old.id });
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
      onConfirm={() => run(block, 'The old credentials are blocked.', onClose)}
    />
  );
}
