'use client';

import { useRouter } from 'next/navigation';
import { useServerAction } from '@/components/action/use-server-action';
import { Button } from '@/components/ui/button';
import type { AddressChangeView } from '@/lib/identity/account/schema';
import { cancelEmail, resendEmail } from './actions';

/** A new address whose link hasn't been opened yet. */
export function PendingEmail({ change: { email, expired } }: { change: AddressChangeView }) {
  const router = useRouter();
  const [resending, runResend] = useServerAction();
  const [canceling, runCancel] = useServerAction();
  const refresh = () => router.refresh();
  return (
    <section
      aria-label="New email"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5 rounded-card bg-accent-ground px-3.5 py-2.5"
    >
      <p className="min-w-0 flex-1 basis-64 text-accent [overflow-wrap:anywhere]">
        <strong className="font-semibold">{email}</strong>{' '}
        {expired
          ? 'was not confirmed: the link in the email has expired.'
          : 'waits for you to open the link that we mailed to it. Until then your address stays as it is.'}
      </p>
      <div className="flex gap-2">
        <Button
          size="small"
          pending={resending}
          onClick={() => runResend(() => resendEmail({}), `A new link is on its way to ${email}.`, refresh)}
        >
          Resend
        </Button>
        <Button
          size="small"
          pending={canceling}
          onClick={() => runCancel(() => cancelEmail({}), 'Your email address stays as it is.', refresh)}
        >
          Cancel
        </Button>
      </div>
    </section>
  );
}
