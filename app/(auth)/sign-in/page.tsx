import type { Metadata } from 'next';
import { Banner } from '@/components/ui/banner';
import { isSetUp } from '@/lib/accounts/setup-link';
import { SignIn } from './_components/sign-in';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage() {
  const ready = await isSetUp();
  return (
    <>
      <h1 className="text-title font-semibold">Sign in</h1>
      {ready ? (
        <SignIn />
      ) : (
        <Banner tone="info" className="mt-4">
          <strong>Keyport has no account yet.</strong> Open the set-up link that <code>npm start</code>{' '}
          printed.
        </Banner>
      )}
    </>
  );
}
