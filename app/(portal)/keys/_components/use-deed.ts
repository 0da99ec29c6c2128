'use client';

import { unstable_rethrow } from 'next/navigation';
import { useTransition } from 'react';
import { toast } from 'sonner';
import type { ActionResult } from '@/lib/action-result';

/** Runs an action that has no form around it, and says how it went. */
export function useDeed(): [
  boolean,
  (deed: () => Promise<ActionResult<unknown>>, done: string, then?: () => void) => void,
] {
  const [pending, startTransition] = useTransition();
  const run = (deed: () => Promise<ActionResult<unknown>>, done: string, then?: () => void) =>
    startTransition(async () => {
      try {
        const result = await deed();
        if (result.ok) toast.success(done);
        else toast.error(result.message);
        if (result.ok) then?.();
      } catch (error) {
        unstable_rethrow(error);
        toast.error('Keyport could not be reached. Try again.');
      }
    });
  return [pending, run];
}
