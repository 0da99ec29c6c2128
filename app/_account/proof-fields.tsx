'use client';

import type { FieldValues, Path } from 'react-hook-form';
import { PasscodeField, PasswordField } from '@/components/form/secret-fields';
import type { ActionForm } from '@/components/form/use-action-form';

type ProofFieldsProps<Values extends FieldValues> = {
  form: ActionForm<Values>;
  authenticator: boolean;
  /** The label of the password if a new one is beside it. */
  password?: string;
};

/** The person at the screen proves who they are: by password, and by authenticator if there is one. */
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
