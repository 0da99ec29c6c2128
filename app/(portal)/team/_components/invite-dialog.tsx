'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { InvitationLinkDialog } from '@/components/organizations/invitation-link-dialog';
import { Button } from '@/components/ui/button';
import { Dialog, DialogCancel } from '@/components/ui/dialog';
import type { Role } from '@/lib/identity/actor/schema';
import { inviteSchema, type SentInvitation } from '@/lib/organizations/invitations/schema';
import { sendInvitation } from '../actions';
import { RoleField } from './role-dialog';

type InviteDialogProps = { organization: string; onClose: () => void };

function InviteDialog({ organization, onClose }: InviteDialogProps) {
  const [byHand, setByHand] = useState<SentInvitation | null>(null);
  const form = useActionForm({
    schema: inviteSchema,
    // The lowest role; more is a deliberate choice.
    defaultValues: { email: '', role: 'viewer' as Role },
    action: sendInvitation,
    onSuccess: (sent) => {
      if (sent.by === 'hand') return setByHand(sent);
      toast.success(`The invitation is on its way to ${sent.email}.`);
      onClose();
    },
  });
  if (byHand?.by === 'hand') return <InvitationLinkDialog sent={byHand} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Invite"
      description={`Somebody to ${organization}. The link works once, and for 7 days.`}
      locked={form.pending}
    >
      <ActionForm form={form} className="space-y-4">
        <TextField
          form={form}
          name="email"
          label="Email"
          type="email"
          inputMode="email"
          autoComplete="off"
          spellCheck={false}
        />
        <RoleField form={form} name="role" />
        <FormFooter layout="dialog">
          <DialogCancel disabled={form.pending} />
          <SubmitButton>Send invitation</SubmitButton>
        </FormFooter>
      </ActionForm>
    </Dialog>
  );
}

export function InviteButton({ organization }: { organization: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<UserPlus />} onClick={() => setOpen(true)}>
        Invite
      </Button>
      {open && <InviteDialog organization={organization} onClose={() => setOpen(false)} />}
    </>
  );
}
