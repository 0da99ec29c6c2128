'use client';

import type { ComponentProps } from 'react';
import type { FieldValues } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { type FieldProps, useField } from './field-props';

type Extra<Tag extends 'input' | 'textarea', Allowed extends keyof ComponentProps<Tag>> = Pick<
  ComponentProps<Tag>,
  Allowed
> & {
  mono?: boolean;
};

type TextFieldProps<Values extends FieldValues> = FieldProps<Values> &
  Extra<
    'input',
    'type' | 'autoComplete' | 'autoFocus' | 'inputMode' | 'placeholder' | 'spellCheck' | 'readOnly'
  >;

export function TextField<Values extends FieldValues>({
  form,
  name,
  label,
  hint,
  className,
  secret = false,
  ...input
}: TextFieldProps<Values>) {
  const { field, frame } = useField({ form, name, label, hint, secret, ...(className ? { className } : {}) });
  return <Field {...frame}>{(wired) => <Input {...input} {...field} {...wired} />}</Field>;
}

type TextareaFieldProps<Values extends FieldValues> = FieldProps<Values> &
  Extra<'textarea', 'rows' | 'placeholder' | 'spellCheck'>;

export function TextareaField<Values extends FieldValues>(props: TextareaFieldProps<Values>) {
  const { form, name, label, hint, className, ...area } = props;
  const { field, frame } = useField({ form, name, label, hint, ...(className ? { className } : {}) });
  return <Field {...frame}>{(wired) => <Textarea {...area} {...field} {...wired} />}</Field>;
}
