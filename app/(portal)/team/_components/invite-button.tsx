'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { InviteDialog } from './invite-dialog';

export function InviteButton({ organization }: { organization: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<UserPlus />} onClick={() => setOpen(true)}>
        Invite
      </Button>
      {open && <InviteDialog organization={organization} onClose={() => setOpen(false)} />}
    </>
  );
}
