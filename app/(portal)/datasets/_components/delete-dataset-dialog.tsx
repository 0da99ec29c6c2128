'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { useActionForm } from '@/components/form/use-action-form';
import { Banner } from '@/components/ui/banner';
import { ButtonLink } from '@/components/ui/button';
import { Dialog, DialogCancel } from '@/components/ui/dialog';
import { type DatasetRow, datasetIdSchema } from '@/lib/access/datasets/schema';
import { remove } from '../actions';

type DeleteDatasetDialogProps = { dataset: DatasetRow; onClose: () => void };

/** Only a dataset without keys can be deleted: tidying up here must not change what a key may do. */
export function DeleteDatasetDialog({ dataset, onClose }: DeleteDatasetDialogProps) {
  const router = useRouter();
  const form = useActionForm({
    schema: datasetIdSchema,
    defaultValues: { id: dataset.id },
    action: async (input) => {
      const result = await remove(input);
      // Somebody has associated a key since this list was rendered: the list shows it, and this dialog names it.
      if (!result.ok) router.refresh();
      return result;
    },
    onSuccess: () => {
      toast.success(`${dataset.name} was deleted.`);
      onClose();
      router.refresh();
    },
  });
  const refused = form.formState.errors.id?.message;
  const inUse = dataset.keys > 0 || refused !== undefined;
  return (
    <Dialog open onOpenChange={onClose} title={`Delete dataset: ${dataset.name}`} locked={form.pending}>
      <ActionForm form={form}>
        {inUse ? (
          <Banner tone="warning" role="status">
            {refused ?? `${counted(dataset.keys)} associated with it.`} Take it off them, or delete them,
            first.
          </Banner>
        ) : (
          <p className="text-ink-2">No API key is associated with it. Its ID will not come back.</p>
        )}
        <FormFooter layout="dialog">
          <DialogCancel disabled={form.pending} />
          {inUse ? (
            <ButtonLink href={`/keys?dataset=${dataset.id}`} variant="primary">
              Show these keys
            </ButtonLink>
          ) : (
            <SubmitButton variant="danger">Delete dataset</SubmitButton>
          )}
        </FormFooter>
      </ActionForm>
    </Dialog>
  );
}

const counted = (keys: number) => (keys === 1 ? '1 API key is' : `${keys} API keys are`);
