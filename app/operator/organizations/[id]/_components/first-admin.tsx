'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { InvitationLinkDialog } from '@/components/organizations/invitation-link-dialog';
import { CardSection } from '@/components/ui/card';
import {
  type InviteFirstAdmin,
  inviteFirstAdminSchema,
  type SentInvitation,
} from '@/lib/organizations/invitations/schema';
import { inviteAdmin } from '../../../actions';

/** Shown as long as there is nobody who could invite others. */
export function FirstAdmin({ organizationId }: { organizationId: string }) {
  const [byHand, setByHand] = useState<Extract<SentInvitation, { by: 'hand' }> | null>(null);
  const form = useActionForm<InviteFirstAdmin, SentInvitation>({
    schema: inviteFirstAdminSchema,
    defaultValues: { organizationId, email: '' },
    action: inviteAdmin,
    onSuccess: (sent) => {
      if (sent.by === 'hand') setByHand(sent);
      else toast.success(`The invitation is on its way to ${sent.email}.`);
    },
  });
  return (
    <CardSection title="First Admin">
      <ActionForm form={form} className="space-y-5">
        <TextField
          form={form}
          name="email"
          label="First Admin's email"
          hint="Gets a link that works once, and for 7 days, and invites the others. A new invitation takes the place of an older one to the same address."
          type="email"
          inputMode="email"
          spellCheck={false}
        />
        <FormFooter>
          <SubmitButton>Send invitation</SubmitButton>
        </FormFooter>
      </ActionForm>
      {byHand && <InvitationLinkDialog sent={byHand} onClose={() => setByHand(null)} />}
    </CardSection>
  );
}
