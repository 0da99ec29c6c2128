'use client';

import { ActionForm } from '@/components/form/action-form';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { PasswordField } from '@/components/form/secret-fields';
import { TextField } from '@/components/form/text-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { attemptSignIn, enterPortal } from '@/components/session/attempt-sign-in';
import { SignIn } from '@/components/session/sign-in';
import { joinSchema } from '@/lib/organizations/invitations/schema';
import { join } from '../../actions';

export function JoinForm({ token, email }: { token: string; email: string }) {
  const form = useActionForm({
    schema: joinSchema,
    defaultValues: { token, name: '', password: '' },
    action: join,
    onSuccess: async () => {
      const answer = await attemptSignIn({ email, password: form.getValues('password') });
      if (answer.ok) enterPortal();
      else window.location.assign('/sign-in');
    },
  });
  return (
    <ActionForm form={form} className="mt-5 space-y-4">
      <p className="text-sm text-ink-3 [overflow-wrap:anywhere]">You sign in as {email}.</p>
      {/* For password managers, which keep a password with the name that stands before it. */}
      <input type="email" name="email" value={email} readOnly autoComplete="username" hidden />
      <TextField form={form} name="name" label="Name" autoComplete="name" autoFocus />
      <PasswordField
        form={form}
        name="password"
        label="Password"
        hint="15 characters or more. A few words in a row are easy to remember."
        autoComplete="new-password"
      />
      <FormFooter layout="narrow">
        <SubmitButton>Join</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}

/** Somebody else may have the link, so the account's own password is required. */
export function SignInFirst({ email }: { email: string }) {
  return (
    <div className="mt-4 border-t border-line pt-4">
      <p className="text-sm text-ink-3">You have an account already. Sign in, then confirm.</p>
      <SignIn email={email} onSignedIn={() => window.location.reload()} />
    </div>
  );
}
