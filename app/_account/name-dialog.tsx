'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { Dialog, DialogCancel } from '@/components/ui/dialog';
import { renameSchema } from '@/lib/identity/account/schema';
import { rename } from './actions';

export function NameDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    schema: renameSchema,
    defaultValues: { name },
    action: rename,
    onSuccess: () => {
      onClose();
      toast.success('Your name was changed.');
      router.refresh();
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title="Change name" locked={form.pending}>
      <ActionForm form={form} className="space-y-4">
        <TextField
          form={form}
          name="name"
          label="Name"
          hint="Your team sees it, and so does the audit log from now on."
          autoComplete="name"
        />
        <FormFooter layout="dialog">
          <DialogCancel disabled={form.pending} />
          <SubmitButton>Change name</SubmitButton>
        </FormFooter>
      </ActionForm>
    </Dialog>
  );
}
