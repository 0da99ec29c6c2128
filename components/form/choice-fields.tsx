'use client';

import { cx } from 'class-variance-authority';
import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { CheckboxRow } from '@/components/ui/checkbox';
import { Field, Fieldset, GroupField } from '@/components/ui/field';
import { RadioGroup, type RadioOption } from '@/components/ui/radio-group';
import { Select, type SelectOption } from '@/components/ui/select';
import { type FieldProps, useField } from './field-props';

export type CheckboxOption = {
  value: string;
  label: string;
  note?: ReactNode;
  mark?: ReactNode;
  disabled?: boolean;
};

type CheckboxGroupProps<Values extends FieldValues> = FieldProps<Values> & {
  options: readonly CheckboxOption[];
  /** A long list is only a few of its rows high. */
  scrolls?: boolean;
};

/** Its value is the list of what is ticked, in the options' order. */
export function CheckboxGroupField<Values extends FieldValues>({
  options,
  scrolls = false,
  ...props
}: CheckboxGroupProps<Values>) {
  const { field, set, frame } = useField(props);
  const ticked: readonly string[] = field.value;
  const toggle = (value: string, on: boolean) =>
    set(
      options.map((option) => option.value).filter((each) => (each === value ? on : ticked.includes(each))),
    );
  const firstOpen = options.find((option) => !option.disabled)?.value;
  return (
    <Fieldset {...frame}>
      {(wired) =>
        options.length > 0 && (
          <div
            className={cx(
              'divide-y divide-line-soft rounded-control border border-line bg-card',
              scrolls && 'max-h-64 overflow-y-auto',
            )}
          >
            {options.map((option) => (
              <CheckboxRow
                key={option.value}
                {...option}
                ref={option.value === firstOpen ? field.ref : undefined}
                name={field.name}
                checked={ticked.includes(option.value)}
                onCheckedChange={(on) => toggle(option.value, on === true)}
                onBlur={field.onBlur}
                aria-invalid={option.disabled ? undefined : wired['aria-invalid']}
                className="px-3 py-2.5"
              />
            ))}
          </div>
        )
      }
    </Fieldset>
  );
}

type RadioFieldProps<Values extends FieldValues> = FieldProps<Values> & {
  options: readonly RadioOption[];
  layout?: 'rows' | 'cards';
};

export function RadioField<Values extends FieldValues>({
  options,
  layout,
  ...props
}: RadioFieldProps<Values>) {
  const { field, set, frame } = useField(props);
  return (
    <GroupField {...frame}>
      {(wired) => (
        <RadioGroup
          ref={field.ref}
          name={field.name}
          value={field.value}
          onValueChange={set}
          onBlur={field.onBlur}
          options={options}
          layout={layout}
          {...wired}
        />
      )}
    </GroupField>
  );
}

type SelectFieldProps<Values extends FieldValues> = FieldProps<Values> & { options: readonly SelectOption[] };

export function SelectField<Values extends FieldValues>({ options, ...props }: SelectFieldProps<Values>) {
  const { field, frame } = useField(props);
  return (
    <Field {...frame}>
      {(wired) => <Select {...field} {...wired} options={options} className="w-full" />}
    </Field>
  );
}

/** One box that is ticked or not. */
export function CheckboxField<Values extends FieldValues>({ label, hint, ...props }: FieldProps<Values>) {
  const { field, set } = useField({ ...props, label, hint });
  return (
    <CheckboxRow
      value={field.name}
      label={label}
      note={hint}
      ref={field.ref}
      name={field.name}
      checked={field.value}
      onCheckedChange={(on) => set(on === true)}
      onBlur={field.onBlur}
    />
  );
}
