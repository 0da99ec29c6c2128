'use client';

import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { RadioField } from '@/components/form/choice-fields';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { PasscodeField } from '@/components/form/secret-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { SELF_ROLL_WORDS } from '@/components/keys/key-words';
import { Banner } from '@/components/ui/banner';
import { ButtonLink } from '@/components/ui/button';
import { Dialog, DialogCancel, DialogFooter } from '@/components/ui/dialog';
import { type KeyDetail, SELF_ROLL_GRACES } from '@/lib/access/key-records/schema';
import {
  allowSelfRotationSchema,
  type AllowSelfRotation as Values,
} from '@/lib/features/self-rotation/schema';
import { allow } from '../actions';

const GRACES = SELF_ROLL_GRACES.map((value) => ({ value, label: `For ${SELF_ROLL_WORDS[value]}` }));

type AllowSelfRotationProps = { apiKey: KeyDetail; authenticator: boolean; onClose: () => void };

export function AllowSelfRotation({ apiKey, authenticator, onClose }: AllowSelfRotationProps) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Allow self-rotation"
      description={
        <>
          A program that has the secret of <strong>{apiKey.name}</strong> may then ask for new credentials,
          without a person. Admins get an email each time.
        </>
      }
    >
      {authenticator ? <AllowForm apiKey={apiKey} onClose={onClose} /> : <NoAuthenticator />}
    </Dialog>
  );
}

function NoAuthenticator() {
  return (
    <>
      <Banner tone="warning">
        This asks for the one-time passcode of an authenticator, and you have none yet.
      </Banner>
      <DialogFooter>
        <DialogCancel />
        <ButtonLink href="/account#authenticator" variant="primary">
          Set up authenticator
        </ButtonLink>
      </DialogFooter>
    </>
  );
}

function AllowForm({ apiKey, onClose }: Omit<AllowSelfRotationProps, 'authenticator'>) {
  const form = useActionForm<Values, null>({
    schema: allowSelfRotationSchema,
    defaultValues: { id: apiKey.id, grace: apiKey.selfRollGrace ?? '12h', passcode: '' },
    action: allow,
    onSuccess: () => {
      onClose();
      toast.success('The key may roll itself now.');
    },
  });
  return (
    <ActionForm form={form} className="space-y-4">
      <Banner tone="warning">
        Anyone else who has the secret can roll the key, too. If that happens, disable the key and roll it
        yourself.
      </Banner>
      <RadioField form={form} name="grace" label="The old credentials keep working" options={GRACES} />
      <PasscodeField
        form={form}
        name="passcode"
        label="One-time passcode"
        hint="The six digits that your authenticator shows now. The key won't need a passcode when it rolls itself."
      />
      <FormFooter layout="dialog">
        <DialogCancel disabled={form.pending} />
        <SubmitButton>Allow self-rotation</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
