'use client';

import { useServerAction } from '@/components/action/use-server-action';
import { Button } from '@/components/ui/button';
import type { DeliveryView } from '@/lib/features/webhooks/schema';
import { sentInWords } from '../../_components/webhook-words';
import { resend } from '../../actions';

type ResendButtonProps = { delivery: DeliveryView; nameId: string };

export function ResendButton({ delivery: { id, type }, nameId }: ResendButtonProps) {
  const [pending, run] = useServerAction();
  const send = () =>
    run(
      () => resend({ id }),
      (result) => sentInWords(type, result),
    );
  return (
    // The table lays out buttons that are directly in the cell as icons.
    <span>
      <Button size="small" pending={pending} aria-describedby={nameId} onClick={send}>
        Resend
      </Button>
    </span>
  );
}
