'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { PasscodeField, PasswordField } from '@/components/form/secret-fields';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { Banner } from '@/components/ui/banner';
import { Button, ButtonLink } from '@/components/ui/button';
import { resetPasswordSchema } from '@/lib/identity/password-reset/schema';
import { reset } from '../actions';

/** What is required besides the password, once it is known that there is an authenticator. */
type Second = 'nothing' | 'passcode' | 'recovery-code' | 'done';

export function NewPasswordForm({ token }: { token: string }) {
  const [second, setSecond] = useState<Second>('nothing');
  const form = useActionForm({
    schema: resetPasswordSchema,
    defaultValues: { token, password: '', passcode: '', recoveryCode: '' },
    action: reset,
    onSuccess: (step) => setSecond(step === 'changed' ? 'done' : 'passcode'),
  });
  const toggle = () => {
    form.resetField(second === 'passcode' ? 'passcode' : 'recoveryCode');
    setSecond(second === 'passcode' ? 'recovery-code' : 'passcode');
  };
  if (second === 'done') return <Done />;
  return (
    <ActionForm form={form} className="mt-5 space-y-4">
      <PasswordField
        form={form}
        name="password"
        label="New password"
        hint="15 characters or more, or 8 beside an authenticator. A few words in a row are easy to remember."
        autoComplete="new-password"
      />
      {second === 'passcode' && (
        <PasscodeField
          form={form}
          name="passcode"
          label="One-time passcode"
          hint="The six digits that your authenticator shows now."
          autoFocus
        />
      )}
      {second === 'recovery-code' && (
        <TextField
          form={form}
          name="recoveryCode"
          secret
          label="Recovery code"
          hint="Each of your recovery codes works once."
          mono
          autoComplete="off"
          spellCheck={false}
          autoFocus
        />
      )}
      <FormFooter layout="narrow">
        <SubmitButton>Change password</SubmitButton>
      </FormFooter>
      {second !== 'nothing' && (
        <Button variant="ghost" size="small" onClick={toggle}>
          {second === 'recovery-code' ? 'Use the authenticator' : 'Use a recovery code'}
        </Button>
      )}
      {form.failure?.code === 'RESET_LINK_OVER' && (
        // Loads a new page, since the fragment still has the used token.
        <a href="/reset-password" className="block text-sm text-ink-2 underline underline-offset-[3px]">
          Ask for a new link
        </a>
      )}
    </ActionForm>
  );
}

function Done() {
  return (
    <>
      <Banner tone="info" role="status" className="mt-4">
        <strong>Your password was changed.</strong> Every browser that was signed in is signed out.
      </Banner>
      <ButtonLink variant="primary" href="/sign-in" className="mt-5">
        Sign in
      </ButtonLink>
    </>
  );
}
