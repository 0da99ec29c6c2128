'use client';

import { useState } from 'react';
import { useServerAction } from '@/components/action/use-server-action';
import { InvitationLinkDialog } from '@/components/organizations/invitation-link-dialog';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import type { OpenInvitation, SentInvitation } from '@/lib/organizations/invitations/schema';
import { resend, withdraw } from '../actions';

export function InvitationActions({ invitation: { id, email } }: { invitation: OpenInvitation }) {
  const [resending, runResend] = useServerAction();
  const [withdrawing, runWithdraw] = useServerAction();
  const [asking, setAsking] = useState(false);
  const [byHand, setByHand] = useState<SentInvitation | null>(null);
  const sendAgain = () =>
    runResend(
      () => resend({ id }),
      `There is a new link for ${email}; the old one is over.`,
      (sent) => setByHand(sent.by === 'hand' ? sent : null),
    );
  return (
    <div className="flex gap-2">
      <Button size="small" pending={resending} onClick={sendAgain}>
        Resend
      </Button>
      <Button size="small" onClick={() => setAsking(true)}>
        Withdraw
      </Button>
      {byHand?.by === 'hand' && <InvitationLinkDialog sent={byHand} onClose={() => setByHand(null)} />}
      {asking && (
        <AlertDialog
          open
          onOpenChange={setAsking}
          title="Withdraw the invitation?"
          description={`The link that ${email} has stops working.`}
          confirm="Withdraw"
          tone="danger"
          pending={withdrawing}
          onConfirm={() =>
            runWithdraw(
              () => withdraw({ id }),
              'The invitation was withdrawn.',
              () => setAsking(false),
            )
          }
        />
      )}
    </div>
  );
}
