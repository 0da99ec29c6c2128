'use client';

import { Button } from '@/components/ui/button';
import type { ShellOrganization, SwitchOrganization } from '../../../(portal)/_components/organization-menu';
import { useDeed } from '../../../(portal)/keys/_components/use-deed';

type ChoicesProps = { organizations: ShellOrganization[]; onSwitch: SwitchOrganization };

export function Choices({ organizations, onSwitch }: ChoicesProps) {
  const [pending, run] = useDeed();
  const enter = () => window.location.assign('/');
  return (
    <ul className="mt-4 space-y-2">
      {organizations.map(({ id, name }) => (
        <li key={id}>
          <Button
            className="w-full"
            pending={pending}
            onClick={() => run(() => onSwitch({ organizationId: id }), `You work in ${name} now.`, enter)}
          >
            <span className="truncate">{name}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
