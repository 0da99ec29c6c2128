'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useServerAction } from '@/components/action/use-server-action';
import { useSignOut } from '@/components/session/use-sign-out';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CardSection } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { SessionView } from '@/lib/identity/sessions/session-schema';
import { endOne, signOutEverywhere } from './actions';

export function Sessions({ sessions }: { sessions: SessionView[] }) {
  const [asking, setAsking] = useState(false);
  const [leaving, leave] = useSignOut(signOutEverywhere);
  return (
    <CardSection
      title="Sessions"
      flush
      action={
        <Button size="small" onClick={() => setAsking(true)}>
          Sign out everywhere
        </Button>
      }
    >
      <ul aria-label="Sessions" className="divide-y divide-line-soft">
        {sessions.map((session) => (
          <Session key={session.handle} session={session} />
        ))}
      </ul>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title="Sign out everywhere"
        description="Every browser is signed out at once, this one too. Sign in again with your password."
        confirm="Sign out everywhere"
        pending={leaving}
        onConfirm={leave}
      />
    </CardSection>
  );
}

function Session({ session }: { session: SessionView }) {
  const router = useRouter();
  const [pending, run] = useServerAction();
  const end = () =>
    run(
      () => endOne({ handle: session.handle }),
      `${session.browser} was signed out.`,
      () => router.refresh(),
    );
  return (
    <li className="flex items-center justify-between gap-4 px-4 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {session.browser}
          {session.current && <Badge tone="accent">This browser</Badge>}
        </p>
        <p className="mt-0.5 text-sm text-ink-3">
          <span className="font-mono [overflow-wrap:anywhere]">{session.address}</span> · signed in{' '}
          <Time at={session.since} /> · seen <Time at={session.lastSeenAt} form="relative" />
        </p>
      </div>
      {!session.current && (
        <Button size="small" pending={pending} onClick={end} aria-label={`Sign out ${session.browser}`}>
          Sign out
        </Button>
      )}
    </li>
  );
}
