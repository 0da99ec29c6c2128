'use client';

import { useServerAction } from '@/components/action/use-server-action';
import { useReveal } from '@/components/reveal/reveal-provider';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { type EndpointView, SECRET_OVERLAP_HOURS } from '@/lib/features/webhooks/schema';
import { hostOf } from '../../_components/webhook-words';
import { rollSecret } from '../../actions';
import { RolledBefore } from './old-secret';

type RollSecretDialogProps = { endpoint: EndpointView; onClose: () => void };

export function RollSecretDialog({ endpoint, onClose }: RollSecretDialogProps) {
  const { show } = useReveal();
  const [pending, run] = useServerAction();
  const { id, oldSecretEndsAt } = endpoint;
  const roll = () =>
    run(
      () => rollSecret({ id }),
      null,
      ({ url, secret }) => {
        onClose();
        show({
          kind: 'signing-secret',
          url,
          secret,
          rolled: true,
          crumbs: [
            { label: 'Webhooks', href: '/webhooks' },
            { label: hostOf(endpoint), href: `/webhooks/${id}` },
            { label: 'Roll signing secret' },
          ],
          returnTo: `/webhooks/${id}`,
          made: { id, words: 'Signing secret rolled.' },
        });
      },
    );
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title="Roll signing secret"
      description={
        <>
          You get a new secret, which is shown once. Requests are signed with both the new secret and the old
          one for {SECRET_OVERLAP_HOURS} hours, so your receiver keeps working while you replace it.
          <RolledBefore endsAt={oldSecretEndsAt} />
        </>
      }
      confirm="Roll signing secret"
      pending={pending}
      onConfirm={roll}
    />
  );
}
