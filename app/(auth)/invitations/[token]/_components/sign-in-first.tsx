'use client';

import { SignIn } from '@/components/session/sign-in';

/** Somebody else may have the link, so the account's own password is required. */
export function SignInFirst({ email }: { email: string }) {
  return (
    <div className="mt-4 border-t border-line pt-4">
      <p className="text-sm text-ink-3">You have an account already. Sign in, then confirm.</p>
      <SignIn email={email} onSignedIn={() => window.location.reload()} />
    </div>
  );
}
