'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { ActionForm, SubmitButton } from '@/components/form/action-form';
import { useActionForm } from '@/components/form/use-action-form';
import { ButtonLink } from '@/components/ui/button';
import { useTimeZone } from '@/components/ui/use-time-zone';
import type { DatasetName } from '@/lib/datasets/schema';
import { type EditKey, editKeySchema, type KeyDetail } from '@/lib/keys/schema';
import type { PermissionChoice } from '@/lib/permissions/schema';
import { DatasetField } from '../../../_components/dataset-field';
import { LimitFields, NameFields, UsedInField } from '../../../_components/key-fields';
import { FormCard, FormFooter, FormSection } from '../../../_components/key-form-layout';
import { PermissionField } from '../../../_components/permission-field';
import { edit } from '../../../actions';

type EditKeyFormProps = {
  apiKey: KeyDetail;
  choices: PermissionChoice[];
  datasets: DatasetName[];
  contact: string | null;
};

export function EditKeyForm(props: EditKeyFormProps) {
  const zone = useTimeZone();
  // The server does not know the person's zone, and a date box takes its value once: begun anew with the right one.
  return <Form key={zone} zone={zone} {...props} />;
}

function Form({ apiKey, choices, datasets, contact, zone }: EditKeyFormProps & { zone: string }) {
  const router = useRouter();
  const form = useActionForm<EditKey, null>({
    schema: editKeySchema,
    defaultValues: {
      id: apiKey.id,
      version: apiKey.version,
      name: apiKey.name,
      description: apiKey.description,
      permissions: apiKey.permissions.map(({ name }) => name),
      expiration: { local: apiKey.expiresAt ? localTime(apiKey.expiresAt, zone) : '', zone },
      ipRanges: apiKey.ipRanges.join('\n'),
      everyone: apiKey.ipRanges.some((range) => range.endsWith('/0')),
      rate: { limit: String(apiKey.rate?.limit ?? ''), period: apiKey.rate?.period ?? 'minute' },
      datasets: apiKey.datasets.map(({ id }) => id),
      usedIn: apiKey.usedIn,
    },
    action: edit,
    onSuccess: () => {
      toast.success(`${form.getValues('name').trim()} was saved.`);
      router.push('/keys');
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <FormCard>
        <FormSection title="Integration">
          <NameFields form={form} />
          <UsedInField form={form} />
        </FormSection>
        <FormSection title="Access">
          <PermissionField
            form={form}
            choices={choices}
            type={apiKey.type}
            held={apiKey.permissions}
            contact={contact}
          />
          {!apiKey.owner && <DatasetField form={form} name="datasets" datasets={datasets} />}
        </FormSection>
        <FormSection title="Limits">
          <LimitFields form={form} />
        </FormSection>
      </FormCard>
      <FormFooter>
        <ButtonLink href="/keys">Cancel</ButtonLink>
        <SubmitButton>Save Key</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}

/** An instant as a date box of that zone holds it: 2026-12-24T18:00. */
function localTime(at: string, timeZone: string): string {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at));
  return text.replace(' ', 'T');
}
