'use client';

import { useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { type FieldProps, useField } from './field-props';

/** One text box for all six digits: it can be pasted into, filled by the phone, and doesn't submit by itself. */
export function PasscodeField<Values extends FieldValues>({
  autoFocus = false,
  ...props
}: FieldProps<Values> & { autoFocus?: boolean }) {
  const { field, frame } = useField({ ...props, secret: true });
  return (
    <Field {...frame}>
      {(wired) => (
        <Input
          {...field}
          {...wired}
          autoFocus={autoFocus}
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          className="max-w-44 font-mono text-lg tracking-[0.15em]"
        />
      )}
    </Field>
  );
}

type PasswordFieldProps<Values extends FieldValues> = FieldProps<Values> & {
  autoComplete: 'current-password' | 'new-password';
  /** Has the focus when a dialog opens. */
  first?: boolean;
};

/** Paste and password managers work; what is typed can be shown. */
export function PasswordField<Values extends FieldValues>({
  autoComplete,
  first = false,
  ...props
}: PasswordFieldProps<Values>) {
  const { field, frame } = useField({ ...props, secret: true });
  const [shown, setShown] = useState(false);
  return (
    <Field {...frame}>
      {(wired) => (
        <div className="relative">
          <Input
            {...field}
            {...wired}
            type={shown ? 'text' : 'password'}
            autoComplete={autoComplete}
            data-autofocus={first || undefined}
            autoCapitalize="none"
            spellCheck={false}
            className="pr-16"
          />
          <button
            type="button"
            aria-pressed={shown}
            aria-controls={wired.id}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-1 right-1 rounded-md px-2.5 text-sm text-ink-2 hover:bg-hover hover:text-ink"
          >
            {shown ? 'Hide' : 'Show'}
          </button>
        </div>
      )}
    </Field>
  );
}
