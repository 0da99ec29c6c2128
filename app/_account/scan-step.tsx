'use client';

import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { PasscodeField } from '@/components/form/secret-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';
import { type AuthenticatorSetup, turnOnAuthenticatorSchema } from '@/lib/identity/two-factor/schema';
import { turnOn } from './actions';

type ScanStepProps = {
  setup: AuthenticatorSetup;
  onCancel: () => void;
  onDone: (recoveryCodes: string[]) => void;
};

export function ScanStep({ setup, onCancel, onDone }: ScanStepProps) {
  const form = useActionForm({
    schema: turnOnAuthenticatorSchema,
    defaultValues: { passcode: '' },
    action: turnOn,
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  return (
    <div className="grid gap-6 sm:grid-cols-[11rem_minmax(0,1fr)]">
      {/* Dark on white in both themes: cameras want it so. */}
      {/* biome-ignore lint/performance/noImgElement: a data address has nothing to optimize */}
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(setup.qrSvg)}`}
        alt="The code to scan with your authenticator"
        className="size-44 rounded-control border border-line bg-white"
      />
      <div className="min-w-0 space-y-4">
        <CopyField
          label="Setup key"
          value={setup.setupKey}
          copyLabel="Copy setup key"
          hint="Scan the code with your authenticator, or type this key into it."
        />
        <ActionForm form={form} className="space-y-4">
          <PasscodeField
            form={form}
            name="passcode"
            label="One-time passcode"
            hint="The six digits that it shows then, to prove that it works."
          />
          <FormFooter>
            <Button onClick={onCancel}>Cancel</Button>
            <SubmitButton>Turn on</SubmitButton>
          </FormFooter>
        </ActionForm>
      </div>
    </div>
  );
}
