'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/form/action-form';
import { RadioField } from '@/components/form/choice-fields';
import { FormCard, FormFooter, FormSection, SubmitButton } from '@/components/form/form-layout';
import { newIdempotencyKey } from '@/components/form/idempotency-key';
import { useActionForm } from '@/components/form/use-action-form';
import { DuplicateSubmission } from '@/components/keys/duplicate-submission';
import { askedByPolicy, ExpirationField, IpRangesField, NameFields } from '@/components/keys/key-fields';
import { PermissionField } from '@/components/keys/permission-field';
import { toScreenReveal } from '@/components/keys/to-screen-reveal';
import { useReveal } from '@/components/reveal/reveal-provider';
import { ButtonLink } from '@/components/ui/button';
import { type CreateDataset, createDatasetSchema } from '@/lib/access/dataset-with-key/schema';
import type { KeyPolicy } from '@/lib/access/key-policies/schema';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { type Created, NEW_KEY } from '@/lib/access/keys/schema';
import type { PermissionChoice } from '@/lib/access/permissions/schema';
import { create } from '../../actions';

type CreateDatasetFormProps = { choices: PermissionChoice[]; contact: string | null; policy: KeyPolicy };

/** Dataset and key on one page, created together or not at all. */
export function CreateDatasetForm({ choices, contact, policy }: CreateDatasetFormProps) {
  const { show } = useReveal();
  const [before, setBefore] = useState<{ key: KeyRow | null } | null>(null);
  // A new one for each form that is opened, as in the form for a key.
  const [idempotencyKey] = useState(newIdempotencyKey);
  const form = useActionForm<CreateDataset, Created>({
    schema: createDatasetSchema,
    defaultValues: {
      name: '',
      description: '',
      permissions: [],
      environment: 'production',
      expiration: NEW_KEY.expiration,
      ipRanges: '',
      everyone: false,
      idempotencyKey,
    },
    action: create,
    onSuccess: (created) => {
      if (created.kind === 'duplicate-submission') return setBefore({ key: created.key });
      const reveal = toScreenReveal(created.reveal, '/datasets', {
        trail: 'Create dataset',
        done: 'created',
      });
      show({ ...reveal, crumbs: [{ label: 'Datasets', href: '/datasets' }, { label: 'Create dataset' }] });
    },
  });
  const asked = askedByPolicy(policy, { type: 'secret', environment: form.watch('environment') });
  if (before) return <DuplicateSubmission apiKey={before.key} />;
  return (
    <ActionForm form={form} guarded>
      <FormCard>
        <FormSection title="Dataset">
          <NameFields form={form} hint="Name the data, such as Shop – EU. Its key bears the same name." />
        </FormSection>
        <FormSection title="Its key">
          <PermissionField form={form} choices={choices} type="secret" contact={contact} />
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
          {/* Only what a policy asks for: the rest can be edited later. */}
          {asked.expiry && <ExpirationField form={form} policy={asked} />}
          {asked.ipRanges && <IpRangesField form={form} policy={asked} />}
        </FormSection>
      </FormCard>
      <FormFooter layout="page">
        <ButtonLink href="/datasets">Cancel</ButtonLink>
        <SubmitButton>Create dataset</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
