'use client';

import { Ellipsis, Pencil, RotateCw, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useServerAction } from '@/components/action/use-server-action';
import { Button, ButtonLink } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import type { EndpointView } from '@/lib/features/webhooks/schema';
import { sentInWords } from '../../_components/webhook-words';
import { disable, enable, sendTest } from '../../actions';
import { DeleteEndpointDialog } from './delete-endpoint-dialog';
import { RollSecretDialog } from './roll-secret-dialog';

export function EndpointActions({ endpoint }: { endpoint: EndpointView }) {
  const [asked, setAsked] = useState<'roll' | 'delete' | null>(null);
  const { id } = endpoint;
  const close = () => setAsked(null);
  return (
    <>
      <TestButton id={id} />
      <ButtonLink href={`/webhooks/${id}/edit`} icon={<Pencil className="max-sm:hidden" />}>
        Edit
      </ButtonLink>
      <StateButton endpoint={endpoint} />
      <Menu trigger={<IconButton name="More actions" icon={<Ellipsis />} className="my-auto" />}>
        <MenuItem icon={<RotateCw />} onSelect={() => setAsked('roll')}>
          Roll signing secret
        </MenuItem>
        <MenuItem icon={<Trash2 />} onSelect={() => setAsked('delete')}>
          Delete endpoint
        </MenuItem>
      </Menu>
      {asked === 'roll' && <RollSecretDialog endpoint={endpoint} onClose={close} />}
      {asked === 'delete' && <DeleteEndpointDialog endpoint={endpoint} onClose={close} />}
    </>
  );
}

function TestButton({ id }: { id: string }) {
  const [pending, run] = useServerAction();
  const send = () =>
    run(
      () => sendTest({ id }),
      (result) => sentInWords('Test event', result),
    );
  return (
    <Button icon={<Send className="max-sm:hidden" />} pending={pending} onClick={send}>
      Send test event
    </Button>
  );
}

function StateButton({ endpoint: { id, state } }: { endpoint: EndpointView }) {
  const [pending, run] = useServerAction();
  if (state === 'enabled') {
    const done = {
      words: 'Endpoint disabled.',
      undo: { call: () => enable({ id }), done: 'Endpoint enabled again.' },
    };
    return (
      <Button pending={pending} onClick={() => run(() => disable({ id }), done)}>
        Disable
      </Button>
    );
  }
  return (
    <Button pending={pending} onClick={() => run(() => enable({ id }), 'Endpoint enabled.')}>
      Enable
    </Button>
  );
}
