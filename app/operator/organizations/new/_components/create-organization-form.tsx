'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { ActionForm, SubmitButton } from '@/components/form/action-form';
import { SelectField } from '@/components/form/select-field';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { ButtonLink } from '@/components/ui/button';
import { type CreateOrganization, createOrganizationSchema } from '@/lib/organizations/schema';
import { FormCard, FormFooter, FormSection } from '../../../../(portal)/keys/_components/key-form-layout';
import { KIND_OPTIONS } from '../../../_components/kind-words';
import { create } from '../../../actions';

export function CreateOrganizationForm() {
  const router = useRouter();
  const form = useActionForm<CreateOrganization, { id: string }>({
    schema: createOrganizationSchema,
    defaultValues: { name: '', kind: 'publisher' },
    action: create,
    onSuccess: ({ id }) => {
      toast.success(`${form.getValues('name').trim()} was created.`);
      router.push(`/operator/organizations/${id}`);
    },
  });
  return (
    <ActionForm form={form}>
      <FormCard>
        <FormSection title="Organization">
          <TextField
            form={form}
            name="name"
            label="Name"
            hint="As its people know it. No two organizations have the same."
          />
          <SelectField
            form={form}
            name="kind"
            label="Kind"
            hint="Decides which permission is recommended, and whom its people are told to ask."
            options={KIND_OPTIONS}
          />
        </FormSection>
      </FormCard>
      <FormFooter>
        <ButtonLink href="/operator">Cancel</ButtonLink>
        <SubmitButton>Create organization</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
