'use client';

import { Button } from '@/components/ui/button';
import { type SignOut, useSignOut } from './use-sign-out';

export function SignOutButton({ onSignOut }: { onSignOut: SignOut }) {
  const [pending, signOut] = useSignOut(onSignOut);
  return (
    <Button pending={pending} onClick={signOut}>
      Sign out
    </Button>
  );
}
