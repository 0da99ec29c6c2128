import type { Metadata } from 'next';
import Link from 'next/link';
import { SignIn } from '@/components/session/sign-in';
import { Banner } from '@/components/ui/banner';
import { hasOidc, pageBeforeProvider } from '@/lib/identity/oidc/oidc';
import { OIDC_CAUSES } from '@/lib/identity/oidc/oidc-cause-schema';
import { wantedPage } from '@/lib/identity/sessions/wanted-page-schema';
import { isSetUp } from '@/lib/organizations/setup/setup-link';
import { CompanyAccount, Refusal } from './_components/company-account';

export const metadata: Metadata = { title: 'Sign in' };

type SignInPageProps = {
  searchParams: Promise<{ error?: string | string[]; cause?: string | string[]; to?: string | string[] }>;
};

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const [ready, { error, cause, to }] = await Promise.all([isSetUp(), searchParams]);
  const oidc = hasOidc();
  const wanted = wantedPage(to) ?? (error ? await pageBeforeProvider() : null) ?? '/';
  return (
    <>
      <h1 className="text-title font-semibold">Sign in</h1>
      {ready ? (
        <>
          {oidc && error && (
            <Refusal code={String(error)} cause={OIDC_CAUSES.find((known) => known === cause) ?? null} />
          )}
          <SignIn wanted={wanted} />
          {oidc && <CompanyAccount wanted={wanted} />}
          <p className="mt-4 text-center text-sm">
            <Link
              href="/reset-password"
              className="rounded-sm text-ink-2 underline underline-offset-[3px] hover:text-ink"
            >
              Forgot your password?
            </Link>
          </p>
        </>
      ) : (
        <Banner tone="info" className="mt-4">
          <strong>Keyport has no account yet.</strong> Open the set-up link that <code>npm start</code>{' '}
          printed.
        </Banner>
      )}
    </>
  );
}
