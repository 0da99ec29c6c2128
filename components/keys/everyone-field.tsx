'use client';

import { useEffect, useId } from 'react';
import { type FieldValues, useController } from 'react-hook-form';
import type { FieldProps } from '@/components/form/field-props';
import { Banner } from '@/components/ui/banner';
import { CheckboxRow } from '@/components/ui/checkbox';

/** Appears when a range lets a whole address family in: it has to be confirmed. */
export function EveryoneField<Values extends FieldValues>({
  form,
  name,
}: Pick<FieldProps<Values>, 'form' | 'name'>) {
  const id = useId();
  const { field, fieldState } = useController({ control: form.control, name });
  const question = fieldState.error?.message;
  const { setFocus } = form;
  useEffect(() => {
    // It didn't exist yet when the form looked for the field to focus.
    if (question) setFocus(name);
  }, [question, name, setFocus]);
  if (!question && !field.value) return null;
  return (
    <div className="mt-2 space-y-2">
      {question && (
        <div id={id}>
          <Banner tone="warning">{question}</Banner>
        </div>
      )}
      <CheckboxRow
        label="Yes, everyone is meant"
        ref={field.ref}
        checked={field.value}
        onCheckedChange={(on) => field.onChange(on === true)}
        aria-describedby={question ? id : undefined}
      />
    </div>
  );
}
