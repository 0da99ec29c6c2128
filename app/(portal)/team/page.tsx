import type { Metadata } from 'next';
import { InviteButton } from '@/app/(portal)/team/_components/invite-dialog';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/identity/actor/rights';
import { requireActor } from '@/lib/identity/sessions/current';
import { listInvitations } from '@/lib/organizations/invitations/list-invitations';
import { listTeam } from '@/lib/organizations/memberships/list-team';
import type { TeamQuery } from '@/lib/organizations/memberships/schema';
import { MembersTable } from './_components/members-table';
import { OpenInvitations } from './_components/open-invitations';
import { teamTable } from './_components/team-definition';

export const metadata: Metadata = { title: 'Team' };

type TeamPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TeamPage({ searchParams }: TeamPageProps) {
  const actor = await requireActor();
  const asked = await teamTable.load(searchParams);
  const [team, invitations] = await Promise.all([
    listTeam(actor, {
      q: asked.search,
      roles: asked.filters.role,
      sort: asked.sort.replace('-', '') as TeamQuery['sort'],
      descending: asked.sort.startsWith('-'),
      page: asked.page,
      pageSize: asked.pageSize,
    }),
    listInvitations(actor),
  ]);
  const canWrite = can(actor, 'team:write');
  return (
    <>
      <PageHeader
        title="Team"
        description={`Who works with the API keys of ${actor.organization.name}.`}
        actions={canWrite && <InviteButton organization={actor.organization.name} />}
      />
      {invitations.length > 0 && <OpenInvitations invitations={invitations} />}
      <MembersTable team={team} organization={actor.organization.name} canWrite={canWrite} />
    </>
  );
}
