'use client';

import { useServerAction } from '@/components/action/use-server-action';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Banner } from '@/components/ui/banner';
import { Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/use-now';
import type { KeyDetail, OldCredential } from '@/lib/access/key-records/schema';
import { canBlockSafely } from './grace-words';
import { RecentUse } from './recent-use';
import { useKeyDialogs } from './use-key-dialogs';

export function BlockOldDialog({ apiKey, onClose }: { apiKey: KeyDetail; onClose: () => void }) {
  const { actions } = useKeyDialogs();
  const [pending, run] = useServerAction();
  const now = useNow();
  const { old } = apiKey;
  if (!old) {
    // They ended while the row was on the screen.
    return (
      <AlertDialog
        open
        onOpenChange={onClose}
        title="The old credentials have ended"
        description="They no longer work. There is nothing left to block."
        cancel="Close"
      />
    );
  }
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title="Block the old credentials now?"
      description={
        <>
          Requests with <code className="font-mono text-ink">{old.key}</code> will fail immediately. Otherwise
          they work until <Time at={old.endsAt} />.
          {canBlockSafely(old, now) ? (
            <p className="mt-2">
              <LastUse old={old} />
            </p>
          ) : (
            <Banner tone="warning" className="mt-3">
              <LastUse old={old} />
              {old.newLastUsedAt === null && <p>The new credentials have not been used yet.</p>}
            </Banner>
          )}
        </>
      }
      confirm="Block old now"
      tone="danger"
      pending={pending}
      onConfirm={() =>
        run(
          () => actions.blockOld({ id: apiKey.id, credentialId: old.id }),
          'The old credentials are blocked.',
          onClose,
        )
      }
    />
  );
}

const LastUse = ({ old }: { old: OldCredential }) => (
  <RecentUse lastUsedAt={old.lastUsedAt} lastUsedAddress={old.lastUsedAddress} never="No recorded use." />
);
