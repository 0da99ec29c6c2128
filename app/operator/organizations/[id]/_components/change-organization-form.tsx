'use client';

import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { SelectField } from '@/components/form/choice-fields';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { KIND_OPTIONS } from '@/components/organizations/organization-words';
import { CardSection } from '@/components/ui/card';
import { type ChangeOrganization, changeOrganizationSchema } from '@/lib/organizations/organizations/schema';
import { change } from '../../../actions';

type ChangeOrganizationFormProps = { organization: Omit<ChangeOrganization, 'seen'> };

export function ChangeOrganizationForm({ organization: { id, name, kind } }: ChangeOrganizationFormProps) {
  const form = useActionForm<ChangeOrganization, null>({
    schema: changeOrganizationSchema,
    defaultValues: { id, name, kind, seen: { name, kind } },
    action: change,
    onSuccess: () => toast.success(`${form.getValues('name').trim()} was saved.`),
  });
  return (
    <CardSection title="Name and kind">
      <ActionForm form={form} guarded className="space-y-5">
        <TextField form={form} name="name" label="Name" hint="Gateways are told the new name at once." />
        <SelectField
          form={form}
          name="kind"
          label="Kind"
          hint="Decides which permission is recommended, and whom its people are told to ask. Changes no grant."
          options={KIND_OPTIONS}
        />
        <FormFooter>
          <SubmitButton>Save organization</SubmitButton>
        </FormFooter>
      </ActionForm>
    </CardSection>
  );
}
