'use client';

import { columnsOf } from '@/components/data-table/table-columns';
import { Badge } from '@/components/ui/badge';
import { StatusDot } from '@/components/ui/status-dot';
import { Time } from '@/components/ui/time';
import type { Member } from '@/lib/team/schema';
import { ROLE_WORDS } from '../../../_words/roles';

const column = columnsOf<Member>();

export const memberColumns = [
  column.display({
    id: 'name',
    meta: { label: 'Name', names: true, className: 'w-[40%] min-w-56' },
    cell: ({ row: { original: member } }) => (
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <span className="inline-flex flex-wrap items-center gap-x-2 font-medium">
          {member.name}
          {member.you && <Badge>You</Badge>}
        </span>
        <div className="text-sm text-ink-3">{member.email}</div>
      </div>
    ),
  }),
  column.display({
    id: 'role',
    meta: { label: 'Role' },
    cell: ({ row }) => ROLE_WORDS[row.original.role],
  }),
  column.display({
    id: 'authenticator',
    meta: { label: 'Authenticator' },
    cell: ({ row }) =>
      row.original.authenticator ? (
        <StatusDot tone="good">On</StatusDot>
      ) : (
        <StatusDot tone="warning">Off</StatusDot>
      ),
  }),
  column.display({
    id: 'lastSeen',
    meta: { label: 'Last seen' },
    cell: ({ row: { original: member } }) =>
      member.lastSeenAt ? (
        <Time at={member.lastSeenAt} form="relative" />
      ) : (
        <span className="text-ink-3">Never</span>
      ),
  }),
  column.display({
    id: 'joined',
    meta: { label: 'Joined' },
    cell: ({ row }) => <Time at={row.original.joinedAt} form="date" />,
  }),
];
