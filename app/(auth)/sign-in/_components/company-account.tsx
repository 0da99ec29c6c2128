'use client';

import { useServerAction } from '@/components/action/use-server-action';
import { postToAuth } from '@/components/session/attempt-sign-in';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import type { OidcCause } from '@/lib/identity/oidc/oidc-cause-schema';

/** Stays busy until the provider's page has loaded. */
export function CompanyAccount({ wanted }: { wanted: string }) {
  const [pending, run] = useServerAction();
  const leave = () =>
    run(async () => {
      const { url } = await postToAuth('signin/oidc', { callbackUrl: wanted });
      window.location.assign(url);
      return new Promise(() => undefined);
    }, '');
  return (
    <>
      <div aria-hidden className="my-4 flex items-center gap-3 text-sm text-ink-3">
        <span className="h-px flex-1 bg-line" />
        or
        <span className="h-px flex-1 bg-line" />
      </div>
      <Button className="w-full" pending={pending} onClick={leave}>
        Sign in with your company's account
      </Button>
    </>
  );
}

const WORDS: Record<string, string> = {
  NO_ACCOUNT: 'No account has this address. Ask for an invitation.',
  EMAIL_UNVERIFIED:
    'Your company has not proved your email address, so it can not be matched to an account here. Ask whoever looks after your sign-in.',
  EMAIL_UNSUPPORTED:
    'Keyport does not support the email address that your company sent, such as one with accented letters. Ask whoever looks after your sign-in.',
  LINKED_OTHERWISE:
    'The account of this address belongs to somebody else at your company. Ask whoever runs Keyport for you.',
  OAuthSignin: "Your company's sign-in can not be reached. Try again in a minute, or use your password.",
};

/** Why somebody is back here. Only in our own words: anybody can make up an address with others. */
export function Refusal({ code, cause }: { code: string; cause: OidcCause | null }) {
  return (
    <Banner tone="bad" role="alert" className="mt-4">
      {WORDS[code] ?? "Your company's account could not sign you in. Try again, or use your password."}
      {cause && (
        <>
          {' '}
          If it keeps failing, tell whoever runs Keyport this reference: <strong>{cause}</strong>.
        </>
      )}
    </Banner>
  );
}
