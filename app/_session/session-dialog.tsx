'use client';

import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { callAction } from '@/components/action/call-action';
import { SignInAgain } from '@/components/action/use-call-action';
import { leaveWithoutAsking } from '@/components/reveal/use-navigation-guard';
import { SignIn } from '@/components/session/sign-in';
import { Banner } from '@/components/ui/banner';
import { Dialog } from '@/components/ui/dialog';
import { resume } from './actions';

/** Whose page this is, and in which organization; null for an operator who works in none. */
type PageOwner = { userId: string; email: string; organizationId: string | null };

type SessionDialogProps = { owner: PageOwner; children: ReactNode };

/**
 * Asks for the password again after a session has ended, over the page that it ended on, and then sends what was to be
 * sent. Only for the person whose page it is, in the same organization: anybody else gets the start page.
 */
export function SessionDialog({ owner, children }: SessionDialogProps) {
  const [open, setOpen] = useState(false);
  const waiting = useRef<((signedIn: boolean) => void)[]>([]);
  const outcome = useRef(false);
  const ask = useCallback(() => {
    outcome.current = false;
    setOpen(true);
    return new Promise<boolean>((resolve) => waiting.current.push(resolve));
  }, []);
  const close = (signedIn: boolean) => {
    outcome.current = signedIn;
    setOpen(false);
  };
  // Shown only now: earlier, the closing dialog would take the focus away from the message that nothing was sent.
  const closed = () => {
    for (const resolve of waiting.current.splice(0)) resolve(outcome.current);
  };
  return (
    <SignInAgain value={ask}>
      {children}
      <Dialog
        open={open}
        onOpenChange={() => close(false)}
        onClosed={closed}
        title="Sign in again"
        description="Your session has ended. Sign in to go on where you were."
      >
        <Question owner={owner} onSignedIn={() => close(true)} />
      </Dialog>
    </SignInAgain>
  );
}

function Question({ owner, onSignedIn }: { owner: PageOwner; onSignedIn: () => void }) {
  const [failure, setFailure] = useState('');
  const { email, userId, organizationId } = owner;
  const check = useCallback(async () => {
    const answer = await callAction(() => resume({ userId, organizationId }));
    if (answer.ok && answer.value) return onSignedIn();
    if (answer.ok) return leaveWithoutAsking(() => window.location.assign('/'));
    if (answer.code !== 'SIGNED_OUT') setFailure(answer.message);
  }, [userId, organizationId, onSignedIn]);
  useEffect(() => {
    // Back from another tab, in which they may have signed in.
    const back = () => document.visibilityState === 'visible' && void check();
    document.addEventListener('visibilitychange', back);
    return () => document.removeEventListener('visibilitychange', back);
  }, [check]);
  return (
    <>
      {failure && (
        <Banner tone="bad" role="alert" className="mt-4">
          {failure}
        </Banner>
      )}
      <SignIn email={email} onSignedIn={() => void check()} />
      <p className="mt-4 text-center text-sm">
        <a
          href="/sign-in"
          target="_blank"
          rel="noreferrer"
          className="rounded-sm text-ink-2 underline underline-offset-[3px] hover:text-ink"
        >
          Other ways to sign in (opens a new tab)
        </a>
      </p>
    </>
  );
}
