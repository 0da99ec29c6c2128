'use client';

import { Banner } from '@/components/ui/banner';
import { ButtonLink } from '@/components/ui/button';
import { useLinkToken } from '../../_components/use-link-token';
import { AskForm } from './ask-form';
import { NewPasswordForm } from './new-password-form';

type ResetProps = { mail: boolean; contact: string | null };

export function Reset({ mail, contact }: ResetProps) {
  const token = useLinkToken();
  if (token === null) return null;
  if (token) return <NewPasswordForm key={token} token={token} />;
  if (mail) return <AskForm />;
  return (
    <>
      <Banner tone="info" className="mt-4">
        <strong>This Keyport sends no mail.</strong> Ask{' '}
        {contact ? `${contact} ` : 'whoever runs it for your company '}
        for a link that lets you choose a new password.
      </Banner>
      <ButtonLink href="/sign-in" className="mt-5">
        Back to sign in
      </ButtonLink>
    </>
  );
}
