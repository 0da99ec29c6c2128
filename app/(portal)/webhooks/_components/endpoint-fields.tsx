'use client';

import type { FieldValues, Path } from 'react-hook-form';
import { CheckboxGroupField } from '@/components/form/choice-fields';
import { FormCard, FormSection } from '@/components/form/form-layout';
import { TextareaField, TextField } from '@/components/form/text-fields';
import type { ActionForm } from '@/components/form/use-action-form';
import { type AddEndpoint, KEY_EVENT_TYPES } from '@/lib/features/webhooks/schema';
import { TYPE_WORDS } from './webhook-words';

type EndpointFieldsProps<Values extends FieldValues> = { form: ActionForm<Values> };

const field = <Values extends FieldValues>(name: keyof AddEndpoint) => name as string as Path<Values>;

const options = KEY_EVENT_TYPES.map((type) => ({
  value: type,
  label: TYPE_WORDS[type],
  mark: <code className="font-mono text-[0.8125rem] text-ink-3">{type}</code>,
}));

/** The fields of both forms. */
export function EndpointFields<Values extends FieldValues & AddEndpoint>({
  form,
}: EndpointFieldsProps<Values>) {
  return (
    <FormCard>
      <FormSection title="Endpoint">
        <TextField
          form={form}
          name={field<Values>('url')}
          label="URL"
          hint="Where Keyport sends each event, as a POST request with a JSON body."
          placeholder="https://example.com/webhooks"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
        />
        <TextareaField
          form={form}
          name={field<Values>('description')}
          label="Description"
          hint="Optional. What receives the events, and who looks after it."
          rows={2}
        />
      </FormSection>
      <FormSection title="Events">
        <CheckboxGroupField
          form={form}
          name={field<Values>('types')}
          label="Events"
          hint="Sent when this happens to any API key of your organization."
          options={options}
        />
      </FormSection>
    </FormCard>
  );
}
