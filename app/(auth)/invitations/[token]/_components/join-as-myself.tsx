'use client';

import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { useActionForm } from '@/components/form/use-action-form';
import { enterPortal } from '@/components/session/attempt-sign-in';
import { joinAsMyselfSchema } from '@/lib/organizations/invitations/schema';
import { joinSignedIn } from '../../actions';

export function JoinAsMyself({ token, email }: { token: string; email: string }) {
  const form = useActionForm({
    schema: joinAsMyselfSchema,
    defaultValues: { token },
    action: joinSignedIn,
    onSuccess: () => enterPortal(),
  });
  return (
    <ActionForm form={form} className="mt-5 space-y-4">
      <p className="text-sm text-ink-3 [overflow-wrap:anywhere]">You are signed in as {email}.</p>
      <FormFooter layout="narrow">
        <SubmitButton>Join</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
