'use client';

import type { FieldValues, Path } from 'react-hook-form';
import { CheckboxGroupField, type CheckboxOption } from '@/components/form/choice-fields';
import { DateTimeField } from '@/components/form/date-time-field';
import { TextareaField, TextField } from '@/components/form/text-fields';
import type { ActionForm } from '@/components/form/use-action-form';
import { Badge } from '@/components/ui/badge';
import type { KeyType, TypedRate } from '@/lib/keys/schema';
import type { PermissionChoice } from '@/lib/permissions/schema';
import { EveryoneField } from './everyone-field';
import { RateField } from './rate-field';

type Fields = {
  name: string;
  description: string;
  permissions: string[];
  expiration: { local: string; zone: string };
  ipRanges: string;
  everyone: boolean;
  rate: TypedRate;
};

type PartProps<Values extends FieldValues & Fields> = { form: ActionForm<Values> };

const field = <Values extends FieldValues & Fields>(name: keyof Fields) => name as Path<Values>;

export function NameFields<Values extends FieldValues & Fields>({ form }: PartProps<Values>) {
  return (
    <>
      <TextField
        form={form}
        name={field<Values>('name')}
        label="Name"
        hint="Name the integration that will use it, such as Token server – EU. One key for each."
        autoComplete="off"
      />
      <TextareaField
        form={form}
        name={field<Values>('description')}
        label="Description"
        hint="Optional. What it is for, and where it runs."
        rows={2}
      />
    </>
  );
}

type PermissionFieldProps<Values extends FieldValues & Fields> = PartProps<Values> & {
  choices: readonly PermissionChoice[];
  type: KeyType;
  /** Held by the key already: it may be kept even where it is not granted any more. */
  held?: readonly string[];
  contact: string | null;
};

export function PermissionField<Values extends FieldValues & Fields>(props: PermissionFieldProps<Values>) {
  const { form, choices, type, held = [], contact } = props;
  const options = choices.map((choice) => toOption(choice, type, held.includes(choice.name)));
  const someMissing = choices.some(({ granted }) => !granted);
  return (
    <CheckboxGroupField
      form={form}
      name={field<Values>('permissions')}
      label="API Permissions"
      hint={
        <>
          Choose only what the integration needs.
          {someMissing &&
            ` To get one that is not available, ask ${contact ?? 'the company that runs Keyport'}.`}
        </>
      }
      options={options}
    />
  );
}

function toOption(choice: PermissionChoice, type: KeyType, held: boolean): CheckboxOption {
  const { name, label, sentence, granted, recommended, publicFit } = choice;
  const unfit = type === 'public' && !publicFit;
  const mark = unfit ? (
    <Badge>Not for public keys</Badge>
  ) : !granted && held ? (
    <Badge tone="warning">Withdrawn: once removed, it can not be given again</Badge>
  ) : !granted ? (
    <Badge>Not granted</Badge>
  ) : recommended ? (
    <Badge tone="accent">Recommended for you</Badge>
  ) : null;
  return { value: name, label, note: sentence, mark, disabled: unfit || (!granted && !held) };
}

export function LimitFields<Values extends FieldValues & Fields>({ form }: PartProps<Values>) {
  return (
    <>
      <DateTimeField
        form={form}
        name={field<Values>('expiration')}
        label="Expiration"
        hint="Never expires when empty. An end limits what a lost key can do."
      />
      <div>
        <TextareaField
          form={form}
          name={field<Values>('ipRanges')}
          label="IP ranges"
          hint="Addresses or blocks that may use it, one a line, such as 203.0.113.0/24 or 2001:db8::/32. Any address when empty."
          rows={3}
          mono
          spellCheck={false}
        />
        <EveryoneField form={form} name={field<Values>('everyone')} />
      </div>
      <RateField
        form={form}
        name={field<Values>('rate')}
        label="Rate limit"
        hint="Requests beyond it are refused until the next second, minute or day (UTC) begins. No limit when empty."
      />
    </>
  );
}
