'use client';

import { useSignOut } from '@/components/session/use-sign-out';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { signOutHere } from '../../actions';

export function AnotherPerson({ signedInAs, invited }: { signedInAs: string; invited: string }) {
  const [pending, signOut] = useSignOut(async (input) => {
    const result = await signOutHere(input);
    if (result.ok) window.location.reload();
    return result;
  });
  return (
    <>
      <Banner tone="warning" className="mt-4">
        <strong>This invitation is for {invited}.</strong> You are signed in as {signedInAs}.
      </Banner>
      <Button className="mt-4 w-full" pending={pending} onClick={signOut}>
        Sign out and go on as {invited}
      </Button>
    </>
  );
}
