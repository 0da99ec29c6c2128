'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { StatusDot } from '@/components/ui/status-dot';
import { Time } from '@/components/ui/time';
import type { AuthenticatorSetup, AuthenticatorView } from '@/lib/two-factor/schema';
import { PasswordStep } from './password-step';
import { RecoveryCodes } from './recovery-codes';
import { ScanStep } from './scan-step';

type AuthenticatorProps = {
  view: AuthenticatorView;
  /** The key whose rolling waits for this. */
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
  if (view.on) return <Status view={view} rolling={rolling} />;
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
      <Button variant="main" className="mt-4" onClick={() => setStep({ at: 'password' })}>
        Set up authenticator
      </Button>
    </>
  );
}

function Status({ view, rolling }: AuthenticatorProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <div>
        <StatusDot tone="good">On</StatusDot>
        <p className="mt-1 text-sm text-ink-3">
          {view.since && (
            <>
              Since <Time at={view.since} />.{' '}
            </>
          )}
          {view.recoveryCodesLeft} recovery {view.recoveryCodesLeft === 1 ? 'code' : 'codes'} left.
        </p>
      </div>
      {rolling && (
        <ButtonLink variant="main" href={`/keys/${rolling.id}?roll`}>
          Roll {rolling.name}
        </ButtonLink>
      )}
    </div>
  );
}
