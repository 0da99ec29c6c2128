'use client';

import { type ReactNode, useEffect, useId } from 'react';
import { type FieldValues, type Path, type PathValue, useController } from 'react-hook-form';
import type { ActionForm } from './use-action-form';

export type FieldProps<Values extends FieldValues> = {
  form: ActionForm<Values>;
  name: Path<Values>;
  label: string;
  hint?: ReactNode;
  className?: string;
  /** A password or the like, which isn't kept when the page has to be reloaded. */
  secret?: boolean;
};

/** A field's value and wiring; `frame` is what `Field` and `Fieldset` take. */
export function useField<Values extends FieldValues>({
  form,
  name,
  label,
  hint,
  className,
  secret = false,
}: FieldProps<Values>) {
  const id = useId();
  const { keepable } = form;
  useEffect(() => {
    if (!secret) keepable.current.add(name);
  }, [keepable, name, secret]);
  const { field, fieldState } = useController({ control: form.control, name });
  const error = messagesIn(fieldState.error);
  // The caller knows the field's type: the schema defines it, the component renders it.
  const set = (value: unknown) => field.onChange(value as PathValue<Values, Path<Values>>);
  return { field, set, frame: { id, label, hint, error, className } };
}

/** A value with several parts, such as a date with its zone, has its messages at the part that is wrong. */
function messagesIn(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  if ('message' in error && typeof error.message === 'string') return error.message.split('\n');
  // `ref` is an element of the page, with parts of its own.
  return Object.entries(error).flatMap(([part, inner]) => (part === 'ref' ? [] : messagesIn(inner)));
}
