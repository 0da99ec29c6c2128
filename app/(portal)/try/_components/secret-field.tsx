'use client';

import { useController } from 'react-hook-form';
import type { ActionForm } from '@/components/form/use-action-form';
import { CheckboxRow } from '@/components/ui/checkbox';
import type { TryRequest } from '@/lib/features/try-request/schema';

/** The portal doesn't have the secret, so it is told whether one is presented, not which. */
export function SecretField({ form }: { form: ActionForm<TryRequest> }) {
  const { field } = useController({ control: form.control, name: 'withSecret' });
  return (
    <CheckboxRow
      label="The secret comes with the request"
      note="The right one. Keyport does not keep secrets, so none is asked for here."
      ref={field.ref}
      name={field.name}
      checked={field.value}
      onCheckedChange={(on) => field.onChange(on === true)}
      onBlur={field.onBlur}
    />
  );
}
