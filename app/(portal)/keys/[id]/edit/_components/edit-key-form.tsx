'use client';

import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { FormCard, FormFooter, FormSection, SubmitButton } from '@/components/form/form-layout';
import { type ActionForm as ActionFormOf, useActionForm } from '@/components/form/use-action-form';
import { DatasetField } from '@/components/keys/dataset-field';
import {
  AdvancedFields,
  askedByPolicy,
  LimitFields,
  NameFields,
  UsedInField,
} from '@/components/keys/key-fields';
import { PermissionField } from '@/components/keys/permission-field';
import { useReveal } from '@/components/reveal/reveal-provider';
import { Button } from '@/components/ui/button';
import { useReturnTo } from '@/components/ui/previous-page';
import { useTimeZone } from '@/components/ui/time-zone';
import type { DatasetName } from '@/lib/access/datasets/schema';
import type { KeyPolicy } from '@/lib/access/key-policies/schema';
import type { KeyDetail } from '@/lib/access/key-records/schema';
import { type EditKey, editKeySchema } from '@/lib/access/keys/schema';
import type { PermissionChoice } from '@/lib/access/permissions/schema';
import { ConflictPanel } from './conflict-panel';
import { valuesOf } from './edit-values';
import { useConflict } from './use-conflict';

type EditKeyFormProps = {
  apiKey: KeyDetail;
  choices: PermissionChoice[];
  datasets: DatasetName[];
  contact: string | null;
  policy: KeyPolicy;
};

export function EditKeyForm(props: EditKeyFormProps) {
  const zone = useTimeZone();
  // The server doesn't know the person's time zone, and a date box reads its value once: it is recreated with the right
  // one.
  return <Form key={zone} zone={zone} {...props} />;
}

function Form({ apiKey, choices, datasets, contact, policy, zone }: EditKeyFormProps & { zone: string }) {
  const router = useRouter();
  const returnTo = useReturnTo(['/keys', `/keys/${apiKey.id}`]);
  const conflict = useConflict(apiKey, zone);
  const found = conflict.conflict;
  const { guard } = useReveal();
  const form: ActionFormOf<EditKey> = useActionForm<EditKey, null>({
    schema: editKeySchema,
    defaultValues: valuesOf(apiKey, zone),
    action: (mine) => conflict.save(form, mine),
    onSuccess: () => {
      toast.success(`${form.getValues('name').trim()} was saved.`);
      router.replace(returnTo());
      router.refresh();
    },
  });
  const cancel = () => guard(() => router.replace(returnTo()));
  const onSubmit = (event: FormEvent) => {
    if (!conflict.open) return form.onSubmit(event);
    event.preventDefault();
    conflict.insist();
  };
  // The panel shows it, with the choices.
  const failure = found && form.failure?.code === 'KEY_CHANGED' ? null : form.failure;
  return (
    <ActionForm form={{ ...form, onSubmit, failure }} guarded>
      {found && (
        <ConflictPanel
          conflict={found}
          catalogue={{ permissions: choices, datasets }}
          onChoose={(field, side) => conflict.choose(form, field, side)}
          onChooseAll={(side) => conflict.chooseAll(form, side)}
        />
      )}
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
          <LimitFields form={form} policy={askedByPolicy(policy, apiKey)} />
        </FormSection>
        <AdvancedFields form={form} />
      </FormCard>
      <FormFooter layout="page">
        <Button onClick={cancel}>Cancel</Button>
        <SubmitButton>Save Key</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
