'use client';

import { useState } from 'react';
import type { PasswordStep } from '@/lib/identity/sign-in/sign-in-schema';
import { enterPortal } from './attempt-sign-in';
import { PasswordForm } from './password-form';
import { SecondFactor } from './second-factor';

type SignInProps = {
  /** Set if only one account will do. */
  email?: string;
  /** The page to go on to, a path of this portal. */
  wanted?: string;
  onSignedIn?: () => void;
};

/** Address and password first; then, with an authenticator, its passcode. Kept in memory in between. */
export function SignIn({ email, wanted, onSignedIn = () => enterPortal(wanted) }: SignInProps) {
  const [first, setFirst] = useState<PasswordStep | null>(null);
  if (first)
    return (
      <SecondFactor
        first={first}
        onBack={() => setFirst(null)}
        back={email ? 'Back' : 'Another account'}
        onSignedIn={onSignedIn}
      />
    );
  return <PasswordForm email={email} onPasscodeRequired={setFirst} onSignedIn={onSignedIn} />;
}
