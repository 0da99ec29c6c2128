'use client';

import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { Banner } from '@/components/ui/banner';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogCancel } from '@/components/ui/dialog';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { deleteKeySchema } from '@/lib/access/keys/schema';
import { RecentUse } from './recent-use';
import { useKeyDialogs } from './use-key-dialogs';

type DeleteDialogProps = { apiKey: KeyRow; onClose: () => void; onDeleted: () => void };

export function DeleteDialog({ apiKey, onClose, onDeleted }: DeleteDialogProps) {
  const { actions } = useKeyDialogs();
  const form = useActionForm({
    schema: deleteKeySchema,
    defaultValues: { id: apiKey.id, confirmation: '' },
    action: actions.remove,
    onSuccess: () => {
      toast.success(`${apiKey.name} was deleted.`);
      onDeleted();
    },
  });
  // Exactly, except for the spaces that pasting adds.
  const matches = form.watch('confirmation').trim() === apiKey.key;
  return (
    <Dialog open onOpenChange={onClose} title={`Delete API Key: ${apiKey.name}`} locked={form.pending}>
      <Banner tone="bad">
        Requests with this key fail from the moment you delete it. Deploy its replacement first.
        <p className="mt-1">
          <RecentUse lastUsedAt={apiKey.lastUsedAt} never="Never used." />
        </p>
      </Banner>
      <Successor apiKey={apiKey} />
      <ActionForm form={form} className="mt-4">
        <TextField
          form={form}
          name="confirmation"
          label="Type the API key to confirm"
          hint={
            <span className="inline-flex flex-wrap items-center gap-x-1.5">
              It is <code className="font-mono text-ink [overflow-wrap:anywhere]">{apiKey.key}</code>
              <CopyButton name="Copy key" value={apiKey.key} done="Key copied." />
            </span>
          }
          mono
          autoComplete="off"
          spellCheck={false}
        />
        <FormFooter layout="dialog">
          <DialogCancel disabled={form.pending} />
          <SubmitButton variant="danger" disabled={!matches}>
            Delete Key
          </SubmitButton>
        </FormFooter>
      </ActionForm>
    </Dialog>
  );
}

/** Built-in keys always exist. */
function Successor({ apiKey: { origin, owner } }: { apiKey: KeyRow }) {
  if (origin === 'person') return null;
  const whose = origin === 'default' ? "your organization's" : owner?.you ? 'your' : `${owner?.name}'s`;
  return (
    <p className="mt-3 text-ink-2">
      Keyport makes this key by itself: a new one takes its place at once as {whose}{' '}
      {origin === 'default' ? 'default' : 'own'}, with a key of its own.
    </p>
  );
}
