'use client';

import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { PasswordField } from '@/components/form/secret-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { Button } from '@/components/ui/button';
import { type AuthenticatorSetup, beginAuthenticatorSchema } from '@/lib/identity/two-factor/schema';
import { begin } from './actions';

type PasswordStepProps = { onCancel: () => void; onDone: (setup: AuthenticatorSetup) => void };

export function PasswordStep({ onCancel, onDone }: PasswordStepProps) {
  const form = useActionForm({
    schema: beginAuthenticatorSchema,
    defaultValues: { password: '' },
    action: begin,
    onSuccess: onDone,
  });
  return (
    <ActionForm form={form} className="max-w-sm space-y-4">
      <PasswordField
        form={form}
        name="password"
        label="Password"
        hint="So that nobody at an open screen sets up theirs."
        autoComplete="current-password"
      />
      <FormFooter>
        <Button onClick={onCancel}>Cancel</Button>
        <SubmitButton>Continue</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
