'use client';

import { useServerAction } from '@/components/action/use-server-action';
import { AlertDialog } from '@/components/ui/alert-dialog';
import type { KeyOrigin, KeyRow } from '@/lib/access/key-records/schema';
import { useKeyDialogs } from './use-key-dialogs';

const SUCCESSOR: Record<KeyOrigin, string> = {
  person: '',
  default: ' A new Default API Key takes its place.',
  system: ' A new one, not yet revealed, takes its place.',
};

export function RevokeDialog({ apiKey, onClose }: { apiKey: KeyRow; onClose: () => void }) {
  const { actions } = useKeyDialogs();
  const [pending, run] = useServerAction();
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={`Revoke API Key: ${apiKey.name}`}
      description={`Requests with this key fail at once and for good. The key stays in the table, marked Revoked. To stop it for a while, disable it instead.${SUCCESSOR[apiKey.origin]}`}
      confirm="Revoke"
      tone="danger"
      pending={pending}
      onConfirm={() => run(() => actions.revoke({ id: apiKey.id }), `${apiKey.name} was revoked.`, onClose)}
    />
  );
}
