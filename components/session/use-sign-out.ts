'use client';

import { useTransition } from 'react';
import { toast } from 'sonner';
import { callAction } from '@/components/action/call-action';
import type { ActionResult } from '@/lib/transport/action-result';

/** Returns only if it failed: otherwise it leads to the sign-in page. */
export type SignOut = (input: undefined) => Promise<ActionResult<unknown>>;

/**
 * Signs out. A failure stays in view until it is closed: nobody should walk away believing that they are signed out.
 */
export function useSignOut(signOut: SignOut) {
  const [pending, startTransition] = useTransition();
  const press = () =>
    startTransition(async () => {
      const result = await callAction(() => signOut(undefined));
      if (result.ok) return;
      const updated = result.code === 'UPDATED';
      toast.error(`You are still signed in. ${result.message}`, {
        id: 'sign-out',
        duration: Number.POSITIVE_INFINITY,
        closeButton: true,
        action: updated
          ? { label: 'Reload', onClick: () => window.location.reload() }
          : { label: 'Try again', onClick: press },
      });
    });
  return [pending, press] as const;
}
