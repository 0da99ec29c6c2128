'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { Banner } from '@/components/ui/banner';
import { ButtonLink } from '@/components/ui/button';
import { askResetSchema } from '@/lib/identity/password-reset/schema';
import { ask } from '../actions';

export function AskForm() {
  const [asked, setAsked] = useState(false);
  const form = useActionForm({
    schema: askResetSchema,
    defaultValues: { email: '' },
    action: ask,
    onSuccess: () => setAsked(true),
  });
  if (asked) {
    return (
      <>
        <Banner tone="info" role="status" className="mt-4">
          <strong>Look into your mailbox.</strong> If {form.getValues('email').trim()} has an account here, a
          letter with a link is on its way. The link works once, for 30 minutes.
        </Banner>
        <ButtonLink href="/sign-in" className="mt-5">
          Back to sign in
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      <p className="mt-1 text-ink-2">We mail you a link to choose a new one.</p>
      <ActionForm form={form} className="mt-5 space-y-4">
        <TextField
          form={form}
          name="email"
          label="Email"
          type="email"
          inputMode="email"
          autoComplete="username"
          spellCheck={false}
          autoFocus
        />
        <FormFooter layout="narrow">
          <SubmitButton>Send link</SubmitButton>
        </FormFooter>
        <ButtonLink variant="ghost" href="/sign-in" className="w-full">
          Back to sign in
        </ButtonLink>
      </ActionForm>
      <p className="mt-4 border-t border-line pt-3 text-sm text-ink-3">
        If a link brought you here, its end is missing: copy all of it, with what follows the #, or ask for a
        new one.
      </p>
    </>
  );
}
