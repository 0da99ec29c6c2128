'use client';

import { useServerAction } from '@/components/action/use-server-action';
import { AlertDialog } from '@/components/ui/alert-dialog';
import type { Member } from '@/lib/organizations/memberships/schema';
import { remove } from '../actions';
import { EndsList } from './ends-list';

type RemoveDialogProps = { member: Member; organization: string; onClose: () => void };

export function RemoveDialog({ member, organization, onClose }: RemoveDialogProps) {
  const [pending, run] = useServerAction();
  const { userId, name } = member;
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={`Remove ${name} from ${organization}?`}
      description={
        <>
          They are signed out here at once.
          <EndsList ends={member.ends} />
        </>
      }
      confirm="Remove"
      tone="danger"
      pending={pending}
      onConfirm={() => run(() => remove({ userId }), `${name} was removed.`, onClose)}
    />
  );
}
