'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { PasscodeField, PasswordField } from '@/components/form/secret-fields';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogCancel } from '@/components/ui/dialog';
import { type ResetAuthenticator, resetAuthenticatorSchema } from '@/lib/identity/account/schema';
import type { ActionResult } from '@/lib/transport/action-result';

type ResetDialogProps<Value> = {
  title: string;
  description: string;
  submit: string;
  danger?: boolean;
  action: (input: ResetAuthenticator) => Promise<ActionResult<Value>>;
  onClose: () => void;
  onDone: (value: Value) => void;
};

/** Asks for the password, and the passcode or, if the authenticator is lost, a recovery code. */
export function ResetDialog<Value>({ onDone, onClose, ...props }: ResetDialogProps<Value>) {
  const [lost, setLost] = useState(false);
  const form = useActionForm({
    schema: resetAuthenticatorSchema,
    defaultValues: { password: '', passcode: '', recoveryCode: '' },
    action: props.action,
    onSuccess: onDone,
  });
  const toggle = () => {
    form.resetField(lost ? 'recoveryCode' : 'passcode');
    setLost(!lost);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={props.title}
      description={props.description}
      locked={form.pending}
    >
      <ActionForm form={form} className="space-y-4">
        <PasswordField form={form} name="password" label="Password" autoComplete="current-password" />
        {lost ? (
          <TextField
            form={form}
            name="recoveryCode"
            secret
            label="Recovery code"
            hint="It is used up by this."
            mono
            autoComplete="off"
            spellCheck={false}
          />
        ) : (
          <PasscodeField
            form={form}
            name="passcode"
            label="One-time passcode"
            hint="The six digits that your authenticator shows now."
          />
        )}
        <Button variant="ghost" size="small" onClick={toggle} className="-ml-2.5">
          {lost ? 'Use the authenticator' : 'Use a recovery code'}
        </Button>
        <FormFooter layout="dialog">
          <DialogCancel disabled={form.pending} />
          <SubmitButton variant={props.danger ? 'danger' : 'primary'}>{props.submit}</SubmitButton>
        </FormFooter>
      </ActionForm>
    </Dialog>
  );
}
