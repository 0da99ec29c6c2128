'use client';

import { DataTable } from '@/components/data-table/data-table';
import { ROLE_WORDS } from '@/components/organizations/organization-words';
import { EmptyState } from '@/components/ui/empty-state';
import { ROLES } from '@/lib/identity/actor/schema';
import type { TeamPage } from '@/lib/organizations/memberships/schema';
import { MemberActions } from './member-actions';
import { memberColumns } from './member-columns';
import { teamTable } from './team-definition';

type MembersTableProps = { team: TeamPage; organization: string; canWrite: boolean };

export function MembersTable({ team, organization, canWrite }: MembersTableProps) {
  return (
    <DataTable
      definition={teamTable}
      label="Team"
      noun={{ one: 'member', many: 'members' }}
      columns={memberColumns}
      rows={team.rows}
      rowId={(member) => member.userId}
      total={team.total}
      searchLabel="Search name or email"
      filters={[
        {
          name: 'role',
          label: 'Role',
          options: ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] })),
        },
      ]}
      actions={(member) => <MemberActions member={member} organization={organization} canWrite={canWrite} />}
      empty={<EmptyState title="There is nobody in this team." />}
    />
  );
}
