'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { Dialog, DialogCancel } from '@/components/ui/dialog';
import { changeEmailSchema } from '@/lib/identity/account/schema';
import { changeEmail } from './actions';
import { StepUpFields } from './proof-fields';

type EmailDialogProps = {
  email: string;
  authenticator: boolean;
  /** A new address has to be confirmed by the link in an email. */
  confirmed: boolean;
  onClose: () => void;
};

export function EmailDialog({ email, authenticator, confirmed, onClose }: EmailDialogProps) {
  const router = useRouter();
  const form = useActionForm({
    schema: changeEmailSchema,
    defaultValues: { email: '', password: '', passcode: '' },
    action: changeEmail,
    onSuccess: ({ step }) => {
      onClose();
      // The page itself shows which email is awaited, or that none could be sent.
      if (step === 'changed') toast.success('Your email address was changed.');
      router.refresh();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Change email"
      description={
        <>
          You sign in with it. Now it is <strong>{email}</strong>.
          {confirmed && ' The new one counts once you open the link that we mail to it.'}
        </>
      }
      locked={form.pending}
    >
      <ActionForm form={form} className="space-y-4">
        <TextField
          form={form}
          name="email"
          label="New email"
          type="email"
          inputMode="email"
          autoComplete="email"
          spellCheck={false}
        />
        <StepUpFields form={form} authenticator={authenticator} />
        <FormFooter layout="dialog">
          <DialogCancel disabled={form.pending} />
          <SubmitButton>Change email</SubmitButton>
        </FormFooter>
      </ActionForm>
    </Dialog>
  );
}
