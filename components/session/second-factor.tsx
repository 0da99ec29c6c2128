'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { PasscodeField } from '@/components/form/secret-fields';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { Button } from '@/components/ui/button';
import {
  type PasswordStep,
  recoveryStepSchema,
  secondFactorSchema,
} from '@/lib/identity/sign-in/sign-in-schema';
import { attemptSignIn } from './attempt-sign-in';

type Step = { first: PasswordStep; onSignedIn: () => void };

type SecondFactorProps = Step & {
  onBack: () => void;
  /** The label of the button back to the first step. */
  back: string;
};

export function SecondFactor({ first, onBack, back, onSignedIn }: SecondFactorProps) {
  const [recovering, setRecovering] = useState(false);
  return (
    <>
      <p className="mt-1 text-ink-2 [overflow-wrap:anywhere]">as {first.email}</p>
      {recovering ? (
        <RecoveryForm first={first} onSignedIn={onSignedIn} />
      ) : (
        <PasscodeForm first={first} onSignedIn={onSignedIn} />
      )}
      <div className="mt-4 flex flex-wrap justify-between gap-2 border-t border-line pt-3">
        <Button variant="ghost" size="small" onClick={() => setRecovering(!recovering)}>
          {recovering ? 'Use the authenticator' : 'Use a recovery code'}
        </Button>
        <Button variant="ghost" size="small" onClick={onBack}>
          {back}
        </Button>
      </div>
    </>
  );
}

function PasscodeForm({ first, onSignedIn }: Step) {
  const form = useActionForm({
    schema: secondFactorSchema,
    defaultValues: { passcode: '' },
    action: (second) => attemptSignIn({ ...first, ...second }),
    onSuccess: onSignedIn,
  });
  return (
    <ActionForm form={form} className="mt-5 space-y-4">
      <PasscodeField
        form={form}
        name="passcode"
        label="One-time passcode"
        hint="The six digits that your authenticator shows now."
        autoFocus
      />
      <FormFooter layout="narrow">
        <SubmitButton>Verify</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}

function RecoveryForm({ first, onSignedIn }: Step) {
  const form = useActionForm({
    schema: recoveryStepSchema,
    defaultValues: { recoveryCode: '' },
    action: (second) => attemptSignIn({ ...first, ...second }),
    onSuccess: onSignedIn,
  });
  return (
    <ActionForm form={form} className="mt-5 space-y-4">
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
      <FormFooter layout="narrow">
        <SubmitButton>Verify</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
