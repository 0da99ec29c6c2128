'use client';

import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { FormCard, FormFooter, FormSection, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { KIND_OPTIONS } from '@/components/organizations/organization-words';
import {
  type ChangeContacts,
  type ContactTexts,
  changeContactsSchema,
} from '@/lib/organizations/contacts/schema';
import { saveContacts } from '../../actions';

type ContactsFormProps = { texts: ContactTexts; fallback: string | null };

export function ContactsForm({ texts, fallback }: ContactsFormProps) {
  const form = useActionForm<ChangeContacts, ContactTexts>({
    schema: changeContactsSchema,
    defaultValues: { ...texts, seen: texts },
    action: saveContacts,
    onSuccess: () => toast.success('The contact text was saved.'),
  });
  const standIn = fallback ?? 'the company that runs Keyport';
  return (
    <ActionForm form={form} guarded>
      <FormCard>
        <FormSection title="By kind">
          {KIND_OPTIONS.map(({ value, label }) => (
            <TextField
              key={value}
              form={form}
              name={value}
              label={label}
              hint={<Example text={form.watch(value).trim() || standIn} />}
              placeholder={standIn}
            />
          ))}
        </FormSection>
      </FormCard>
      <FormFooter layout="page">
        <SubmitButton>Save contact text</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}

/** The sentence as people will read it. */
const Example = ({ text }: { text: string }) => (
  <span className="[overflow-wrap:anywhere]">To get one that is not available, ask {text}.</span>
);
