'use client';

import { cx } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/form/action-form';
import { SelectField } from '@/components/form/choice-fields';
import { FormCard, FormFooter, FormSection, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { ENVIRONMENT_WORDS } from '@/components/keys/key-words';
import type { SelectOption } from '@/components/ui/select';
import { ENVIRONMENTS } from '@/lib/access/credentials/schema';
import {
  METHODS,
  type Tried,
  type TryKey,
  type TryRequest,
  tryRequestSchema,
} from '@/lib/features/try-request/schema';
import { judge } from '../actions';
import { KeyField } from './key-field';
import { SecretField } from './secret-field';

const ENVIRONMENT_OPTIONS = ENVIRONMENTS.map((value) => ({ value, label: ENVIRONMENT_WORDS[value] }));
const METHOD_OPTIONS = METHODS.map((value) => ({ value, label: value }));

const CODE = { mono: true, spellCheck: false, autoComplete: 'off' } as const;

type TryFormProps = {
  apiKey: TryKey | null;
  permissions: SelectOption[];
  datasets: SelectOption[];
  method: TryRequest['method'];
  examplePath: string;
  onTried: (tried: Tried | null) => void;
};

export function TryForm({ apiKey, permissions, datasets, method, examplePath, onTried }: TryFormProps) {
  const form = useActionForm<TryRequest, Tried>({
    schema: tryRequestSchema,
    defaultValues: {
      credentialId: apiKey?.credentialId ?? '',
      withSecret: apiKey?.type !== 'public',
      environment: apiKey?.environment ?? 'production',
      method,
      path: '',
      permission: '',
      client: '',
      dataset: '',
    },
    action: async (input) => {
      const result = await judge(input);
      // An earlier answer must not stay beside a question that was refused.
      if (!result.ok) onTried(null);
      return result;
    },
    onSuccess: onTried,
  });
  const takeOver = (chosen: TryKey | null) => {
    if (!chosen) return;
    // As a typical request with this key; both can be changed to see what else would happen.
    form.setValue('environment', chosen.environment);
    form.setValue('withSecret', chosen.type === 'secret');
  };
  return (
    <ActionForm form={form}>
      <FormCard>
        <FormSection title="Credentials">
          <KeyField form={form} initial={apiKey} onChoose={takeOver} />
          <SecretField form={form} />
        </FormSection>
        <FormSection title="Request">
          <Row narrowFirst>
            <SelectField form={form} name="method" label="Method" options={METHOD_OPTIONS} />
            <TextField
              form={form}
              name="path"
              label="Path"
              hint={`Such as ${examplePath}. Empty: only key and permission are judged.`}
              {...CODE}
            />
          </Row>
          <Row>
            <SelectField form={form} name="environment" label="Environment" options={ENVIRONMENT_OPTIONS} />
            <TextField
              form={form}
              name="client"
              label="Client address"
              hint="The end client's. A key with IP ranges needs it."
              {...CODE}
            />
          </Row>
          <Row>
            <SelectField
              form={form}
              name="permission"
              label="Permission"
              hint="Optional, where the gateway names one."
              options={[{ value: '', label: 'None' }, ...permissions]}
            />
            <SelectField
              form={form}
              name="dataset"
              label="Dataset"
              hint="Optional, the one that the request is for."
              options={[{ value: '', label: 'None' }, ...datasets]}
            />
          </Row>
        </FormSection>
      </FormCard>
      <FormFooter layout="page">
        <SubmitButton>Try</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}

/** Two fields side by side if there is room. */
function Row({ narrowFirst = false, children }: { narrowFirst?: boolean; children: ReactNode }) {
  return (
    <div
      className={cx(
        'grid gap-x-2.5 gap-y-5',
        narrowFirst ? 'sm:grid-cols-[8rem_minmax(0,1fr)]' : 'sm:grid-cols-2',
      )}
    >
      {children}
    </div>
  );
}
