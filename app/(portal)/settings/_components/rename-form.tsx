'use client';

import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { renameOrganizationSchema } from '@/lib/organizations/organizations/schema';
import { rename } from '../actions';

export function RenameForm({ name }: { name: string }) {
  const form = useActionForm({
    schema: renameOrganizationSchema,
    defaultValues: { name },
    action: rename,
    onSuccess: () => toast.success('The name was saved.'),
  });
  return (
    <ActionForm form={form} guarded className="max-w-md space-y-4">
      <TextField
        form={form}
        name="name"
        label="Name"
        hint="The team sees it, and so do services that verify its keys."
        autoComplete="organization"
      />
      <FormFooter>
        <SubmitButton>Save</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
