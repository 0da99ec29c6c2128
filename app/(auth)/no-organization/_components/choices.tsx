'use client';

import { useServerAction } from '@/components/action/use-server-action';
import type { OwnOrganization, SwitchOrganization } from '@/components/session/own-organization';
import { Button } from '@/components/ui/button';

type ChoicesProps = { organizations: OwnOrganization[]; onSwitch: SwitchOrganization };

export function Choices({ organizations, onSwitch }: ChoicesProps) {
  const [pending, run] = useServerAction();
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
