'use client';

import { Banner } from '@/components/ui/banner';
import { CopyField } from '@/components/ui/copy-field';
import { Dialog, DialogCancel, DialogFooter } from '@/components/ui/dialog';
import type { SentInvitation } from '@/lib/organizations/invitations/schema';

type LinkDialogProps = { sent: Extract<SentInvitation, { by: 'hand' }>; onClose: () => void };

/** The link for the inviter to pass on, if mail isn't configured or the mail server refused the message. */
export function InvitationLinkDialog({ sent, onClose }: LinkDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Invitation link"
      description={`Give it to ${sent.email} in a way that only they can read. Whoever uses it first joins. It works once, and for 7 days.`}
    >
      {sent.mailFailed && (
        <Banner tone="warning" className="mb-4">
          <strong>The mail server did not take the letter.</strong> The invitation stands: copy its link, or
          send it again later.
        </Banner>
      )}
      <CopyField
        label="Invitation link"
        value={sent.link}
        copyLabel="Copy link"
        hint="It is shown this once. Resend makes a new one."
        main
      />
      <DialogFooter>
        <DialogCancel>Close</DialogCancel>
      </DialogFooter>
    </Dialog>
  );
}
