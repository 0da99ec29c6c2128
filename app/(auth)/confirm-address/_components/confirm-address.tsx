'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { useActionForm } from '@/components/form/use-action-form';
import { Banner } from '@/components/ui/banner';
import { ButtonLink } from '@/components/ui/button';
import { type ConfirmedAddress, confirmAddressSchema } from '@/lib/identity/account/schema';
import { useLinkToken } from '../../_components/use-link-token';
import { confirm } from '../actions';

/** Requires a click: programs that scan email open every link, and must not use it up. */
export function ConfirmAddress() {
  const token = useLinkToken();
  if (token === null) return null;
  if (token) return <ConfirmForm key={token} token={token} />;
  return (
    <>
      <Banner tone="warning" className="mt-4">
        <strong>This link is not complete.</strong> Copy all of it from the email, or send a new one from your
        Account page.
      </Banner>
      <ButtonLink href="/account" className="mt-5">
        Go to Account
      </ButtonLink>
    </>
  );
}

function ConfirmForm({ token }: { token: string }) {
  const [confirmed, setConfirmed] = useState<ConfirmedAddress | null>(null);
  const form = useActionForm({
    schema: confirmAddressSchema,
    defaultValues: { token },
    action: confirm,
    onSuccess: setConfirmed,
  });
  if (confirmed) return <Done {...confirmed} />;
  return (
    <>
      <p className="mt-1 text-ink-2">
        From then on you sign in with the address that this link was mailed to, and every other browser is
        signed out.
      </p>
      <ActionForm form={form} className="mt-5 space-y-4">
        <FormFooter layout="narrow">
          <SubmitButton>Confirm address</SubmitButton>
        </FormFooter>
        {form.failure?.code === 'ADDRESS_LINK_OVER' && (
          <a href="/account" className="block text-sm text-ink-2 underline underline-offset-[3px]">
            Go to Account
          </a>
        )}
      </ActionForm>
    </>
  );
}

function Done({ email, signedIn }: ConfirmedAddress) {
  return (
    <>
      <Banner tone="info" role="status" className="mt-4">
        <strong>You sign in with {email} from now on.</strong> Every other browser was signed out.
      </Banner>
      <ButtonLink variant="primary" href={signedIn ? '/account' : '/sign-in'} className="mt-5">
        {signedIn ? 'Go to Account' : 'Sign in'}
      </ButtonLink>
    </>
  );
}
