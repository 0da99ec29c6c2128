'use client';

import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { PasswordField } from '@/components/form/secret-fields';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { attemptSignIn, enterPortal } from '@/components/session/attempt-sign-in';
import { Banner } from '@/components/ui/banner';
import { type SetUp, setUpSchema } from '@/lib/organizations/setup/schema';
import type { ActionResult } from '@/lib/transport/action-result';
import { useLinkToken } from '../../_components/use-link-token';

export function SetUpForm({ action }: { action: (input: SetUp) => Promise<ActionResult<unknown>> }) {
  const token = useLinkToken();
  const form = useActionForm({
    schema: setUpSchema,
    defaultValues: { token: '', organization: '', name: '', email: '', password: '' },
    action: (input) => action({ ...input, token: token ?? '' }),
    onSuccess: async () => {
      const { email, password } = form.getValues();
      const answer = await attemptSignIn({ email, password });
      if (answer.ok) enterPortal();
      else window.location.assign('/sign-in');
    },
  });
  if (token === '') {
    return (
      <Banner tone="warning" className="mt-4">
        <strong>Open the set-up link</strong> that <code>npm start</code> printed. It is good for an hour; a
        new start prints a new one.
      </Banner>
    );
  }
  return (
    <ActionForm form={form} className="mt-5 space-y-4">
      <TextField
        form={form}
        name="organization"
        label="Organization"
        hint="Whose API keys are kept here, such as Northwind Media."
        autoComplete="organization"
        autoFocus
      />
      <TextField form={form} name="name" label="Name" autoComplete="name" />
      <TextField
        form={form}
        name="email"
        label="Email"
        type="email"
        inputMode="email"
        autoComplete="username"
        spellCheck={false}
      />
      <PasswordField
        form={form}
        name="password"
        label="Password"
        hint="15 characters or more. A few words in a row are easy to remember."
        autoComplete="new-password"
      />
      <FormFooter layout="narrow">
        <SubmitButton>Set up</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}
