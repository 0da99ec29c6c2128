'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { useActionForm } from '@/components/form/use-action-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogCancel } from '@/components/ui/dialog';
import { renewRecoveryCodesSchema } from '@/lib/identity/account/schema';
import { renewCodes } from './actions';
import { StepUpFields } from './proof-fields';
import { RecoveryCodes } from './recovery-codes';

export function RecoverySection({ left }: { left: number }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const finish = () => {
    setCodes(null);
    router.refresh();
  };
  if (codes) {
    return (
      <RecoveryCodes
        codes={codes}
        rolling={null}
        onDone={finish}
        words="Your older codes are worth nothing now."
      />
    );
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <div className="min-w-0 sm:max-w-md">
        <p className={left < 3 ? 'text-warning' : undefined}>
          {left} recovery {left === 1 ? 'code' : 'codes'} left.
        </p>
        <p className="mt-1 text-sm text-ink-3">
          Each lets you in once without your authenticator. New ones take the place of all of these.
        </p>
      </div>
      <Button onClick={() => setAsking(true)}>Make new codes</Button>
      {asking && (
        <RenewDialog
          onClose={() => setAsking(false)}
          onDone={(made) => {
            setAsking(false);
            setCodes(made);
          }}
        />
      )}
    </div>
  );
}

type RenewDialogProps = { onClose: () => void; onDone: (codes: string[]) => void };

function RenewDialog({ onClose, onDone }: RenewDialogProps) {
  const form = useActionForm({
    schema: renewRecoveryCodesSchema,
    defaultValues: { password: '', passcode: '' },
    action: renewCodes,
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Make new recovery codes"
      description="They are shown once. The ones you have now stop working."
      locked={form.pending}
    >
      <ActionForm form={form} className="space-y-4">
        <StepUpFields form={form} authenticator />
        <FormFooter layout="dialog">
          <DialogCancel disabled={form.pending} />
          <SubmitButton>Make new codes</SubmitButton>
        </FormFooter>
      </ActionForm>
    </Dialog>
  );
}
