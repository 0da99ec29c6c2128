'use client';

import { type FieldValues, useController } from 'react-hook-form';
import type { FieldProps } from '@/components/form/field-props';
import { CheckboxRow } from '@/components/ui/checkbox';

export function AllowedForPublicKeysField<Values extends FieldValues>({
  form,
  name,
}: Pick<FieldProps<Values>, 'form' | 'name'>) {
  const { field } = useController({ control: form.control, name });
  return (
    <CheckboxRow
      ref={field.ref}
      label="Fit for public keys"
      note="A public key is known to everyone. It may call the endpoints that take the key alone, and no others."
      checked={field.value}
      onCheckedChange={(on) => field.onChange(on === true)}
      onBlur={field.onBlur}
      className="rounded-control border border-line bg-card px-3 py-2.5"
    />
  );
}
