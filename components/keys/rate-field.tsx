'use client';

import type { FieldValues } from 'react-hook-form';
import { type FieldProps, useField } from '@/components/form/field-props';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { TypedRate } from '@/lib/access/keys/schema';
import { RATE_PERIODS } from '@/lib/access/verdict/rate-limit-schema';
import { PERIOD_WORDS } from './key-words';

const PERIODS = RATE_PERIODS.map((value) => ({ value, label: PERIOD_WORDS[value] }));

/** A number and its period, side by side. A text box: a number box drops what it can't read before it is explained. */
export function RateField<Values extends FieldValues>(props: FieldProps<Values>) {
  const { field, set, frame } = useField(props);
  const value: TypedRate = field.value;
  return (
    <Field {...frame}>
      {(wired) => (
        <div className="flex gap-2">
          <Input
            {...wired}
            ref={field.ref}
            name={field.name}
            value={value.limit}
            onChange={(event) => set({ ...value, limit: event.target.value })}
            onBlur={field.onBlur}
            inputMode="numeric"
            className="max-w-36"
          />
          <Select
            aria-label="Period"
            value={value.period}
            onChange={(event) => set({ ...value, period: event.target.value })}
            onBlur={field.onBlur}
            options={PERIODS}
            className="w-36"
          />
        </div>
      )}
    </Field>
  );
}
