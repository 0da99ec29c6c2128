'use client';

import { useServerAction } from '@/components/action/use-server-action';
import { AlertDialog } from '@/components/ui/alert-dialog';
import type { Member } from '@/lib/organizations/memberships/schema';
import { leave } from '../actions';
import { EndsList } from './ends-list';

type LeaveDialogProps = { member: Member; organization: string; onClose: () => void };

export function LeaveDialog({ member, organization, onClose }: LeaveDialogProps) {
  const [pending, run] = useServerAction();
  // Loads a new page: the session here has ended with the membership.
  const left = () => window.location.assign('/');
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={`Leave ${organization}?`}
      description={
        <>
          You are signed out, and only an Admin can invite you again.
          <EndsList ends={member.ends} />
        </>
      }
      confirm="Leave"
      tone="danger"
      pending={pending}
      onConfirm={() => run(() => leave({}), `You left ${organization}.`, left)}
    />
  );
}
