import type { ReactNode } from 'react';
import { signOut, switchTo } from '@/app/_session/actions';
import { SessionDialog } from '@/app/_session/session-dialog';
import { PreviousPage } from '@/components/ui/previous-page';
import { countAttention } from '@/lib/features/overview/overview';
import { requireActor } from '@/lib/identity/sessions/current';
import { listOwnOrganizations } from '@/lib/identity/sessions/switch-organization';
import { Shell } from './_components/shell';

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
