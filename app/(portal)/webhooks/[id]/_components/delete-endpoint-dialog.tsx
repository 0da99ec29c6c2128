'use client';

import { useRouter } from 'next/navigation';
import { useServerAction } from '@/components/action/use-server-action';
import { AlertDialog } from '@/components/ui/alert-dialog';
import type { EndpointView } from '@/lib/features/webhooks/schema';
import { hostOf } from '../../_components/webhook-words';
import { remove } from '../../actions';

type DeleteEndpointDialogProps = { endpoint: EndpointView; onClose: () => void };

export function DeleteEndpointDialog({ endpoint, onClose }: DeleteEndpointDialogProps) {
  const router = useRouter();
  const [pending, run] = useServerAction();
  const { id, waiting } = endpoint;
  const deleted = () => {
    onClose();
    router.replace('/webhooks');
    router.refresh();
  };
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={`Delete endpoint: ${hostOf(endpoint)}`}
      description={`It gets no more events, and its deliveries and signing secret are deleted with it.${dropped(waiting)} To stop it for a while, disable it instead.`}
      confirm="Delete endpoint"
      tone="danger"
      pending={pending}
      onConfirm={() => run(() => remove({ id }), 'Endpoint deleted.', deleted)}
    />
  );
}

function dropped(waiting: number): string {
  if (waiting === 0) return '';
  return waiting === 1
    ? ' 1 event that is waiting is never sent.'
    : ` ${waiting.toLocaleString('en')} events that are waiting are never sent.`;
}
