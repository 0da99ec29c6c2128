import type { Role } from '@/lib/organizations/setup/schema';
import type { Queries } from '@/lib/platform/db/client';

type Link = { tokenHash: Uint8Array<ArrayBuffer>; expiresAt: Date };

export function findInvitations(queries: Queries, organizationId: string) {
  return queries.invitation.findMany({
    where: { organizationId },
    select: {
      id: true,
      email: true,
      role: true,
      createdAt: true,
      expiresAt: true,
      invitedBy: { select: { name: true } },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
}

export const countInvitations = (queries: Queries, organizationId: string): Promise<number> =>
  queries.invitation.count({ where: { organizationId } });

export async function hasOpenInvitation(queries: Queries, email: string, now: Date): Promise<boolean> {
  const where = { email, expiresAt: { gt: now } };
  return (await queries.invitation.findFirst({ where, select: { id: true } })) !== null;
}

type NewInvitation = { organizationId: string; email: string; role: Role; invitedById: string | null };

/** One for each address: inviting again is a new link and maybe another role, and the old link is worth nothing. */
export async function saveInvitation(
  queries: Queries,
  { organizationId, email, ...values }: NewInvitation,
  link: Link,
  now: Date,
): Promise<string> {
  const row = { ...values, ...link, createdAt: now };
  const { id } = await queries.invitation.upsert({
    where: { organizationId_email: { organizationId, email } },
    create: { organizationId, email, ...row },
    update: row,
    select: { id: true },
  });
  return id;
}

/** Puts a new link in the place of the old one, and says whose it is. */
export async function replaceLink(
  queries: Queries,
  where: { id: string; organizationId: string },
  invitedById: string,
  link: Link,
): Promise<{ email: string; role: Role } | null> {
  const [updated] = await queries.invitation.updateManyAndReturn({
    where,
    data: { ...link, invitedById },
    select: { email: true, role: true },
  });
  return updated ?? null;
}

export async function removeInvitation(
  queries: Queries,
  { id, organizationId }: { id: string; organizationId: string },
): Promise<string | null> {
  const [removed] = await queries.$queryRaw<{ email: string }[]>`
    delete from invitation where id = ${id}::uuid and organization_id = ${organizationId}::uuid returning email`;
  return removed?.email ?? null;
}

/** Answers their addresses. */
export async function removeInvitationsOf(
  queries: Queries,
  organizationId: string,
  invitedById: string,
): Promise<string[]> {
  const removed = await queries.$queryRaw<{ email: string }[]>`
    delete from invitation
    where organization_id = ${organizationId}::uuid and invited_by_id = ${invitedById}::uuid returning email`;
  return removed.map(({ email }) => email);
}

/** Of those whose maker does not belong to the organization. */
export function removeOutsidersInvitations(
  queries: Queries,
  organizationId: string,
): Promise<{ id: string; email: string }[]> {
  return queries.$queryRaw`
    delete from invitation i
    where i.organization_id = ${organizationId}::uuid and not exists (
      select 1 from membership m where m.organization_id = i.organization_id and m.user_id = i.invited_by_id)
    returning i.id, i.email`;
}

export function countByInviter(queries: Queries, organizationId: string) {
  return queries.invitation.groupBy({
    by: ['invitedById'],
    where: { organizationId },
    _count: { _all: true },
  });
}

/** By the link alone: it says which organization. */
export function findOpen(queries: Queries, tokenHash: Uint8Array<ArrayBuffer>, now: Date) {
  return queries.invitation.findFirst({
    where: { tokenHash, expiresAt: { gt: now } },
    select: {
      email: true,
      role: true,
      organization: { select: { id: true, name: true } },
      invitedBy: { select: { name: true } },
    },
  });
}

/** Of two who follow one link at once, one gets it: what is returned was deleted by this very call. */
export async function takeInvitation(
  queries: Queries,
  tokenHash: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<{ id: string; organizationId: string; email: string; role: Role } | null> {
  const [taken] = await queries.$queryRaw<
    { id: string; organization_id: string; email: string; role: Role }[]
  >`
    delete from invitation where token_hash = ${tokenHash} and expires_at > ${now}
    returning id, organization_id, email, role`;
  return taken
    ? { id: taken.id, organizationId: taken.organization_id, email: taken.email, role: taken.role }
    : null;
}
