'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { PasswordField } from '@/components/form/secret-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogCancel } from '@/components/ui/dialog';
import { changePasswordSchema } from '@/lib/identity/account/schema';
import { changePassword } from './actions';
import { StepUpFields } from './proof-fields';

export function Password({ authenticator }: { authenticator: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-0 text-ink-2 sm:max-w-md">
        Changing it signs you out of every other browser. In this one you stay.
      </p>
      <Button onClick={() => setOpen(true)}>Change password</Button>
      {open && <PasswordDialog authenticator={authenticator} onClose={() => setOpen(false)} />}
    </div>
  );
}

function PasswordDialog({ authenticator, onClose }: { authenticator: boolean; onClose: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    schema: changePasswordSchema,
    defaultValues: { password: '', newPassword: '', passcode: '' },
    action: changePassword,
    onSuccess: ({ ended }) => {
      onClose();
      toast.success(`Your password was changed.${endedWords(ended)}`);
      router.refresh();
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title="Change password" locked={form.pending}>
      <ActionForm form={form} className="space-y-4">
        <StepUpFields form={form} authenticator={authenticator} password="Current password" />
        <PasswordField
          form={form}
          name="newPassword"
          label="New password"
          hint={`${authenticator ? 8 : 15} characters or more. A few words in a row are easy to remember.`}
          autoComplete="new-password"
        />
        <FormFooter layout="dialog">
          <DialogCancel disabled={form.pending} />
          <SubmitButton>Change password</SubmitButton>
        </FormFooter>
      </ActionForm>
    </Dialog>
  );
}

const endedWords = (ended: number): string =>
  ended === 0 ? '' : ` ${ended === 1 ? 'One other browser was' : `${ended} other browsers were`} signed out.`;
