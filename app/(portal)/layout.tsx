import type { ReactNode } from 'react';
import { requireActor } from '@/lib/auth/current';
import { countAttention } from '@/lib/keys/overview';
import { Shell } from './_components/shell';
import { signOut } from './actions';

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const { id, name } = actor.organization;
  return (
    <Shell
      organization={{ id, name }}
      person={{ name: actor.name, email: actor.email }}
      role={actor.role}
      attention={await countAttention(actor)}
      onSignOut={signOut}
    >
      {children}
    </Shell>
  );
}
