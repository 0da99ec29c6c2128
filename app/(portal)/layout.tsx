import type { ReactNode } from 'react';
import { requireActor } from '@/lib/auth/current';
import { listOwnOrganizations } from '@/lib/auth/organizations';
import { countAttention } from '@/lib/keys/overview';
import { Shell } from './_components/shell';
import { signOut, switchTo } from './actions';

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const { id, name } = actor.organization;
  const [organizations, attention] = await Promise.all([listOwnOrganizations(actor), countAttention(actor)]);
  return (
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
  );
}
