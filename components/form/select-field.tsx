'use client';

import type { FieldValues } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Select, type SelectOption } from '@/components/ui/select';
import { type FieldProps, useField } from './field-props';

type SelectFieldProps<Values extends FieldValues> = FieldProps<Values> & { options: readonly SelectOption[] };

export function SelectField<Values extends FieldValues>({ options, ...props }: SelectFieldProps<Values>) {
  const { field, frame } = useField(props);
  return (
    <Field {...frame}>
      {(wired) => <Select {...field} {...wired} options={options} className="w-full" />}
    </Field>
  );
}
