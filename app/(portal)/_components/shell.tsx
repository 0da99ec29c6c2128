import type { ReactNode } from 'react';
import { RevealOutlet, RevealProvider } from '@/components/reveal/reveal-provider';
import type { OwnOrganization, SwitchOrganization } from '@/components/session/own-organization';
import { PersonMenu, type ShellPerson } from '@/components/session/person-menu';
import type { SignOut } from '@/components/session/use-sign-out';
import { Wordmark } from '@/components/ui/mark';
import type { Role } from '@/lib/identity/actor/schema';
import { NavDrawer } from './nav-drawer';
import { OrganizationMenu } from './organization-menu';
import { SideNav } from './side-nav';
import { SwitchedElsewhere } from './switched-elsewhere';

type ShellProps = {
  organization: OwnOrganization;
  /** All organizations of the person, including this one. */
  organizations: OwnOrganization[];
  person: ShellPerson;
  /** Side menu entries that the person has no right to are left out. */
  role: Role;
  /** How many keys need attention; shown beside Overview. */
  attention?: number;
  onSwitch: SwitchOrganization;
  onSignOut: SignOut;
  children: ReactNode;
};

/** The frame around every screen of the portal. */
export function Shell({
  organization,
  person,
  role,
  attention = 0,
  onSignOut,
  children,
  ...rest
}: ShellProps) {
  return (
    <RevealProvider>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-main focus:px-3.5 focus:py-2 focus:text-main-ink"
      >
        Skip to content
      </a>
      <div className="min-h-dvh md:grid md:grid-cols-[56px_minmax(0,1fr)] wide:grid-cols-[232px_minmax(0,1fr)]">
        <aside className="border-r border-line max-md:hidden">
          <div className="sticky top-0 max-h-dvh overflow-y-auto">
            <div className="flex h-[62px] items-center px-5 max-wide:justify-center max-wide:px-0">
              <Wordmark rail />
            </div>
            <SideNav role={role} attention={attention} rail />
          </div>
        </aside>
        <div className="min-w-0">
          <header className="flex h-[52px] items-center justify-end gap-2.5 border-b border-line px-7 max-md:sticky max-md:top-0 max-md:z-20 max-md:h-14 max-md:bg-page max-md:px-3">
            <div className="mr-auto md:hidden">
              <NavDrawer role={role} attention={attention} />
            </div>
            <OrganizationMenu organization={organization} {...rest} />
            <PersonMenu person={person} onSignOut={onSignOut} />
          </header>
          <SwitchedElsewhere organization={organization} organizations={rest.organizations} />
          <main
            id="main"
            tabIndex={-1}
            className="mx-auto max-w-[90rem] px-7 pt-7 pb-16 max-md:px-4 max-md:pt-5"
          >
            <RevealOutlet>{children}</RevealOutlet>
          </main>
        </div>
      </div>
    </RevealProvider>
  );
}
