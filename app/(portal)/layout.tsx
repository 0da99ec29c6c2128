import type { ReactNode } from 'react';
import { countAttention } from '@/lib/features/overview/overview';
import { requireActor } from '@/lib/identity/sessions/current';
import { listOwnOrganizations } from '@/lib/identity/sessions/switch-organization';
import { PreviousPage } from './_components/previous-page';
import { SessionDialog } from './_components/session-dialog';
import { Shell } from './_components/shell';
import { signOut, switchTo } from './actions';

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const { id, name } = actor.organization;
  const [organizations, attention] = await Promise.all([listOwnOrganizations(actor), countAttention(actor)]);
  return (
    <SessionDialog owner={{ userId: actor.userId, email: actor.email, organizationId: id }}>
      <PreviousPage>
        <Shell
          organization={{ id, name }}
          person={{ name: actor.name, email: actor.email, operator: actor.operator }}
          organizations={organizations}
          attention={attention}
          onSwitch={switchTo}
          role={actor.role}
          onSignOut={signOut}
        >
          {children}
        </Shell>
      </PreviousPage>
    </SessionDialog>
  );
}
