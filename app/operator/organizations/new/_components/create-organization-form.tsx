'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { SelectField } from '@/components/form/choice-fields';
import { FormCard, FormFooter, FormSection, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { InvitationLinkDialog } from '@/components/organizations/invitation-link-dialog';
import { KIND_OPTIONS } from '@/components/organizations/organization-words';
import { ButtonLink } from '@/components/ui/button';
import {
  type CreatedOrganization,
  type CreateOrganization,
  createOrganizationSchema,
} from '@/lib/organizations/organizations/schema';
import { create } from '../../../actions';

export function CreateOrganizationForm() {
  const router = useRouter();
  const [made, setMade] = useState<CreatedOrganization | null>(null);
  const enter = (id: string) => router.push(`/operator/organizations/${id}`);
  const form = useActionForm<CreateOrganization, CreatedOrganization>({
    schema: createOrganizationSchema,
    defaultValues: { name: '', kind: 'publisher', firstAdmin: '' },
    action: create,
    onSuccess: (created) => {
      toast.success(`${form.getValues('name').trim()} was created.`);
      // Without mail, the link is shown once, before the page is left.
      if (created.sent?.by === 'hand') setMade(created);
      else enter(created.id);
    },
  });
  return (
    <ActionForm form={form} guarded>
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
          <TextField
            form={form}
            name="firstAdmin"
            label="First Admin's email"
            hint="Optional. Gets an invitation, and invites the others."
            type="email"
            inputMode="email"
            spellCheck={false}
          />
        </FormSection>
      </FormCard>
      <FormFooter layout="page">
        <ButtonLink href="/operator">Cancel</ButtonLink>
        <SubmitButton>Create organization</SubmitButton>
      </FormFooter>
      {made?.sent?.by === 'hand' && <InvitationLinkDialog sent={made.sent} onClose={() => enter(made.id)} />}
    </ActionForm>
  );
}
