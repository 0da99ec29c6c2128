'use client';

import { useEffect, useState } from 'react';
import { ActionForm } from '@/components/form/action-form';
import { RadioField } from '@/components/form/choice-fields';
import { FormCard, FormFooter, FormSection, SubmitButton } from '@/components/form/form-layout';
import { newIdempotencyKey } from '@/components/form/idempotency-key';
import { useActionForm } from '@/components/form/use-action-form';
import { DatasetField } from '@/components/keys/dataset-field';
import { DuplicateSubmission } from '@/components/keys/duplicate-submission';
import {
  AdvancedFields,
  askedByPolicy,
  LimitFields,
  NameFields,
  UsedInField,
} from '@/components/keys/key-fields';
import { PermissionField } from '@/components/keys/permission-field';
import { toScreenReveal } from '@/components/keys/to-screen-reveal';
import { useReveal } from '@/components/reveal/reveal-provider';
import { ButtonLink } from '@/components/ui/button';
import type { DatasetName } from '@/lib/access/datasets/schema';
import type { KeyPolicy } from '@/lib/access/key-policies/schema';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { type Created, type CreateKey, createKeySchema, NEW_KEY } from '@/lib/access/keys/schema';
import type { PermissionChoice } from '@/lib/access/permissions/schema';
import { create } from '../../actions';

type CreateKeyFormProps = {
  choices: PermissionChoice[];
  datasets: DatasetName[];
  contact: string | null;
  policy: KeyPolicy;
};

export function CreateKeyForm({ choices, datasets, contact, policy }: CreateKeyFormProps) {
  const { show } = useReveal();
  const [before, setBefore] = useState<{ key: KeyRow | null } | null>(null);
  // Generated in the browser, a new one for each form that is opened: a page kept by Back or a cache must not repeat
  // one.
  const [idempotencyKey] = useState(newIdempotencyKey);
  const form = useActionForm<CreateKey, Created>({
    schema: createKeySchema,
    defaultValues: {
      ...NEW_KEY,
      name: '',
      idempotencyKey,
    },
    action: create,
    onSuccess: (created) => {
      if (created.kind === 'duplicate-submission') return setBefore({ key: created.key });
      show(toScreenReveal(created.reveal, '/keys', { trail: 'Add API Key', done: 'created' }));
    },
  });
  const { getValues, setValue, watch } = form;
  const type = watch('type');
  useEffect(() => {
    if (type !== 'public') return;
    // What a public key can't have isn't offered, so its box could no longer be unticked.
    const fit = choices.filter(({ allowedForPublicKeys }) => allowedForPublicKeys).map(({ name }) => name);
    setValue(
      'permissions',
      getValues('permissions').filter((name) => fit.includes(name)),
    );
  }, [type, choices, getValues, setValue]);
  if (before) return <DuplicateSubmission apiKey={before.key} />;
  return (
    <ActionForm form={form} guarded>
      <FormCard>
        <FormSection title="Integration">
          <NameFields form={form} />
          <RadioField
            form={form}
            name="type"
            label="Type"
            layout="cards"
            options={[
              {
                value: 'secret',
                label: 'Secret',
                note: 'For servers. A key and a secret that stays with you.',
              },
              {
                value: 'public',
                label: 'Public',
                note: 'For apps and web pages. A key that anyone may see.',
              },
            ]}
          />
          <RadioField
            form={form}
            name="environment"
            label="Environment"
            layout="cards"
            options={[
              { value: 'production', label: 'Production', note: 'Real requests.' },
              { value: 'integration', label: 'Integration', note: 'Trials; refused in production.' },
            ]}
          />
          <UsedInField form={form} />
        </FormSection>
        <FormSection title="Access">
          <PermissionField form={form} choices={choices} type={type} contact={contact} />
          <DatasetField form={form} name="datasets" datasets={datasets} />
        </FormSection>
        <FormSection title="Limits">
          <LimitFields
            form={form}
            policy={askedByPolicy(policy, { type, environment: watch('environment') })}
          />
          <RadioField
            form={form}
            name="status"
            label="Status"
            layout="cards"
            options={[
              { value: 'active', label: 'Activated', note: 'Works from the start.' },
              { value: 'disabled', label: 'Deactivated', note: 'Refused until you enable it.' },
            ]}
          />
        </FormSection>
        <AdvancedFields form={form} />
      </FormCard>
      <FormFooter layout="page">
        <ButtonLink href="/keys">Cancel</ButtonLink>
        <SubmitButton>Add API Key</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
