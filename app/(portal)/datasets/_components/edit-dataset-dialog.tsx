'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { TextareaField, TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { Dialog, DialogCancel } from '@/components/ui/dialog';
import { type DatasetRow, type EditDataset, editDatasetSchema } from '@/lib/access/datasets/schema';
import { edit } from '../actions';

type EditDatasetDialogProps = { dataset: DatasetRow; onClose: () => void };

export function EditDatasetDialog({ dataset, onClose }: EditDatasetDialogProps) {
  const router = useRouter();
  const form = useActionForm<EditDataset, null>({
    schema: editDatasetSchema,
    defaultValues: { id: dataset.id, name: dataset.name, description: dataset.description },
    action: edit,
    onSuccess: () => {
      toast.success(`${form.getValues('name').trim()} was saved.`);
      onClose();
      router.refresh();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Edit dataset"
      description="Its ID stays, and so do its keys."
      locked={form.pending}
    >
      <ActionForm form={form} className="space-y-4">
        <TextField form={form} name="name" label="Name" autoComplete="off" />
        <TextareaField form={form} name="description" label="Description" hint="Optional." rows={3} />
        <FormFooter layout="dialog">
          <DialogCancel disabled={form.pending} />
          <SubmitButton>Save dataset</SubmitButton>
        </FormFooter>
      </ActionForm>
    </Dialog>
  );
}
