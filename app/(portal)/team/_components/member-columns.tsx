'use client';

import type { Columns } from '@/components/data-table/table-columns';
import { ROLE_WORDS } from '@/components/organizations/organization-words';
import { Badge } from '@/components/ui/badge';
import { StatusDot } from '@/components/ui/status-dot';
import { Time } from '@/components/ui/time';
import type { Member } from '@/lib/organizations/memberships/schema';

export const memberColumns: Columns<Member> = [
  {
    id: 'name',
    label: 'Name',
    names: true,
    className: 'w-[40%] min-w-56',
    cell: (member) => (
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <span className="inline-flex flex-wrap items-center gap-x-2 font-medium">
          {member.name}
          {member.you && <Badge>You</Badge>}
        </span>
        <div className="text-sm text-ink-3">{member.email}</div>
      </div>
    ),
  },
  {
    id: 'role',
    label: 'Role',
    cell: (member) => ROLE_WORDS[member.role],
  },
  {
    id: 'authenticator',
    label: 'Authenticator',
    cell: (member) =>
      member.authenticator ? (
        <StatusDot tone="good">On</StatusDot>
      ) : (
        <StatusDot tone="warning">Off</StatusDot>
      ),
  },
  {
    id: 'lastSeen',
    label: 'Last seen',
    cell: (member) =>
      member.lastSeenAt ? (
        <Time at={member.lastSeenAt} form="relative" />
      ) : (
        <span className="text-ink-3">Never</span>
      ),
  },
  {
    id: 'joined',
    label: 'Joined',
    cell: (member) => <Time at={member.joinedAt} form="date" />,
  },
];
