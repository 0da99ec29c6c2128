'use client';

import { Ellipsis, LogOut, UserCog, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuItem } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import type { Member } from '@/lib/organizations/memberships/schema';
import { LeaveDialog } from './leave-dialog';
import { RemoveDialog } from './remove-dialog';
import { RoleDialog } from './role-dialog';

type MemberActionsProps = { member: Member; organization: string; canWrite: boolean };

/** Admins change roles and remove others; everybody can leave. */
export function MemberActions({ member, organization, canWrite }: MemberActionsProps) {
  const [open, setOpen] = useState<'role' | 'remove' | 'leave' | null>(null);
  const close = () => setOpen(null);
  if (!canWrite && !member.you) return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton name={`Actions for ${member.name}`} icon={<Ellipsis />} className="max-md:ml-auto" />
        }
      >
        {canWrite && (
          <MenuItem icon={<UserCog />} onSelect={() => setOpen('role')}>
            Change role
          </MenuItem>
        )}
        {member.you ? (
          <MenuItem icon={<LogOut />} onSelect={() => setOpen('leave')}>
            Leave
          </MenuItem>
        ) : (
          <MenuItem icon={<UserMinus />} onSelect={() => setOpen('remove')}>
            Remove
          </MenuItem>
        )}
      </Menu>
      {open === 'role' && <RoleDialog member={member} onClose={close} />}
      {open === 'remove' && <RemoveDialog member={member} organization={organization} onClose={close} />}
      {open === 'leave' && <LeaveDialog member={member} organization={organization} onClose={close} />}
    </>
  );
}
