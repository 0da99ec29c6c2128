import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { signOut } from '@/app/_session/actions';
import { SessionDialog } from '@/app/_session/session-dialog';
import { RevealProvider } from '@/components/reveal/reveal-provider';
import { PersonMenu } from '@/components/session/person-menu';
import { currentActor, requireOperator } from '@/lib/identity/sessions/current';
import { OperatorHeader } from './_components/operator-header';

export const metadata: Metadata = { title: { default: 'Operator', template: '%s · Operator · Keyport' } };

/**
 * Without the portal's frame, since an operator may belong to no organization. Each page checks again who is asking.
 */
export default async function OperatorLayout({ children }: { children: ReactNode }) {
  const { userId, name, email, operator } = await requireOperator();
  const actor = await currentActor();
  return (
    <SessionDialog owner={{ userId, email, organizationId: actor?.organization.id ?? null }}>
      <RevealProvider>
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-main focus:px-3.5 focus:py-2 focus:text-main-ink"
        >
          Skip to content
        </a>
        <OperatorHeader organization={actor && { name: actor.organization.name }}>
          <PersonMenu
            person={{ name, email, operator }}
            accountHref={actor ? '/account' : '/operator/account'}
            onSignOut={signOut}
          />
        </OperatorHeader>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto max-w-[75rem] px-7 pt-7 pb-16 max-md:px-4 max-md:pt-5"
        >
          {children}
        </main>
      </RevealProvider>
    </SessionDialog>
  );
}
