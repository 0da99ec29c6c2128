'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button, ButtonLink } from '@/components/ui/button';
import { StatusDot } from '@/components/ui/status-dot';
import { Time } from '@/components/ui/time';
import type { AuthenticatorSetup, AuthenticatorView } from '@/lib/identity/two-factor/schema';
import { replace, turnOff } from './actions';
import { PasswordStep } from './password-step';
import { RecoveryCodes } from './recovery-codes';
import { ResetDialog } from './reset-dialog';
import { ScanStep } from './scan-step';

type AuthenticatorProps = {
  view: AuthenticatorView;
  /** The key that the person wanted to roll. */
  rolling: { id: string; name: string } | null;
};

type Step =
  | { at: 'start' }
  | { at: 'password' }
  | { at: 'scan'; setup: AuthenticatorSetup }
  | { at: 'codes'; codes: string[] };

export function Authenticator({ view, rolling }: AuthenticatorProps) {
  const router = useRouter();
  const [step, setStep] = useState<Step>({ at: 'start' });
  const start = () => setStep({ at: 'start' });
  const finish = () => {
    start();
    router.refresh();
  };
  if (step.at === 'password') {
    return <PasswordStep onCancel={start} onDone={(setup) => setStep({ at: 'scan', setup })} />;
  }
  if (step.at === 'scan') {
    return (
      <ScanStep setup={step.setup} onCancel={start} onDone={(codes) => setStep({ at: 'codes', codes })} />
    );
  }
  if (step.at === 'codes') return <RecoveryCodes codes={step.codes} rolling={rolling} onDone={finish} />;
  if (view.on) {
    return (
      <Status
        view={view}
        rolling={rolling}
        onReplace={(setup) => setStep({ at: 'scan', setup })}
        onTurnedOff={finish}
      />
    );
  }
  return (
    <>
      <p className="text-ink-2">
        {rolling ? (
          <>
            To roll <strong className="font-semibold text-ink">{rolling.name}</strong> you need an app that
            shows one-time passcodes.
          </>
        ) : (
          'An app that shows one-time passcodes. Signing in asks for one, and so does rolling an API key.'
        )}
      </p>
      <Button variant="primary" className="mt-4" onClick={() => setStep({ at: 'password' })}>
        Set up authenticator
      </Button>
    </>
  );
}

type StatusProps = AuthenticatorProps & {
  onReplace: (setup: AuthenticatorSetup) => void;
  onTurnedOff: () => void;
};

function Status({ view, rolling, onReplace, onTurnedOff }: StatusProps) {
  const [asking, setAsking] = useState<'replace' | 'turn-off' | null>(null);
  const close = () => setAsking(null);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <div>
        <StatusDot tone="good">On</StatusDot>
        {view.since && (
          <p className="mt-1 text-sm text-ink-3">
            Since <Time at={view.since} />.
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setAsking('turn-off')}>Turn off</Button>
        <Button onClick={() => setAsking('replace')}>Replace</Button>
        {rolling && (
          <ButtonLink variant="primary" href={`/keys/${rolling.id}?roll`}>
            Roll {rolling.name}
          </ButtonLink>
        )}
      </div>
      {asking === 'replace' && (
        <ResetDialog
          title="Replace authenticator"
          description="The one you have works until the new one is turned on. That signs out your other browsers and makes new recovery codes."
          submit="Continue"
          action={replace}
          onClose={close}
          onDone={onReplace}
        />
      )}
      {asking === 'turn-off' && (
        <ResetDialog
          title="Turn off authenticator"
          description="Your password alone lets you in then, rolling an API key asks you to set up an authenticator again, and your recovery codes are gone. Your other browsers are signed out."
          submit="Turn off"
          danger
          action={turnOff}
          onClose={close}
          onDone={() => {
            close();
            toast.success('Your authenticator is off.');
            onTurnedOff();
          }}
        />
      )}
    </div>
  );
}
