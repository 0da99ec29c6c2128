import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Invitation' };

/** One page for all reasons: which of them it is doesn't concern somebody who only has a link. */
export default function InvitationOver() {
  return (
    <>
      <h1 className="text-title font-semibold">This invitation is over</h1>
      <p className="mt-2 text-ink-2">
        A link works once, for 7 days, and until a newer one takes its place. Ask whoever invited you to send
        it again. If you have joined already, sign in.
      </p>
      <ButtonLink href="/" className="mt-5">
        Go to Keyport
      </ButtonLink>
    </>
  );
}
