'use client';

import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { PasswordField } from '@/components/form/secret-fields';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { type PasswordStep, passwordStepSchema } from '@/lib/identity/sign-in/sign-in-schema';
import { attemptSignIn } from './attempt-sign-in';

type PasswordFormProps = {
  email: string | undefined;
  onPasscodeRequired: (first: PasswordStep) => void;
  onSignedIn: () => void;
};

export function PasswordForm({ email, onPasscodeRequired, onSignedIn }: PasswordFormProps) {
  const form = useActionForm({
    schema: passwordStepSchema,
    defaultValues: { email: email ?? '', password: '' },
    action: attemptSignIn,
    onSuccess: (next) => (next === 'signed-in' ? onSignedIn() : onPasscodeRequired(form.getValues())),
  });
  return (
    <ActionForm form={form} className="mt-5 space-y-4">
      <TextField
        form={form}
        name="email"
        label="Email"
        type="email"
        inputMode="email"
        autoComplete="username"
        spellCheck={false}
        readOnly={email !== undefined}
        autoFocus={email === undefined}
      />
      <PasswordField
        form={form}
        name="password"
        label="Password"
        autoComplete="current-password"
        first={email !== undefined}
      />
      <FormFooter layout="narrow">
        <SubmitButton>Sign in</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
