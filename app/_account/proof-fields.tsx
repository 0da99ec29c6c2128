'use client';

import type { FieldValues, Path } from 'react-hook-form';
import { PasscodeField, PasswordField } from '@/components/form/secret-fields';
import type { ActionForm } from '@/components/form/use-action-form';

type ProofFieldsProps<Values extends FieldValues> = {
  form: ActionForm<Values>;
  authenticator: boolean;
  /** What the password is called where a new one stands beside it. */
  password?: string;
};

/** Who is at the screen shows it again: the password, and what the authenticator shows if there is one. */
export function StepUpFields<Values extends FieldValues & { password: string; passcode: string }>({
  form,
  authenticator,
  password = 'Password',
}: ProofFieldsProps<Values>) {
  return (
    <>
      <PasswordField
        form={form}
        name={'password' as Path<Values>}
        label={password}
        autoComplete="current-password"
      />
      {authenticator && (
        <PasscodeField
          form={form}
          name={'passcode' as Path<Values>}
          label="One-time passcode"
          hint="The six digits that your authenticator shows now."
        />
      )}
    </>
  );
}
