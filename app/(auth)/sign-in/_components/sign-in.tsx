'use client';

import { useState } from 'react';
import type { PasswordStep } from '@/lib/auth/sign-in-schema';
import { PasswordForm } from './password-form';
import { SecondFactor } from './second-factor';

/** Address and password first; then, for who has an authenticator, its passcode. Kept in memory in between. */
export function SignIn() {
  const [first, setFirst] = useState<PasswordStep | null>(null);
  if (first) return <SecondFactor first={first} onBack={() => setFirst(null)} />;
  return <PasswordForm onPasscodeRequired={setFirst} />;
}
