import type { Role } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { type Db, lockOrganization } from '@/lib/platform/db/database';

type Link = { tokenHash: Uint8Array<ArrayBuffer>; expiresAt: Date };

export function findInvitations(db: Db, organizationId: string) {
  return prisma(db).invitation.findMany({
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

export const countInvitations = (db: Db, organizationId: string): Promise<number> =>
  prisma(db).invitation.count({ where: { organizationId } });

type NewInvitation = { organizationId: string; email: string; role: Role; invitedById: string | null };

/**
 * One per address: inviting an address again creates a new link, perhaps for another role, and the old link no longer
 * works.
 */
export async function saveInvitation(
  db: Db,
  { organizationId, email, ...values }: NewInvitation,
  link: Link,
  now: Date,
): Promise<string> {
  const row = { ...values, ...link, createdAt: now };
  const { id } = await prisma(db).invitation.upsert({
    where: { organizationId_email: { organizationId, email } },
    create: { organizationId, email, ...row },
    update: row,
    select: { id: true },
  });
  return id;
}

/** Replaces the link, and returns whose invitation it is. */
export async function replaceLink(
  db: Db,
  where: { id: string; organizationId: string },
  invitedById: string,
  link: Link,
): Promise<{ email: string; role: Role } | null> {
  const [updated] = await prisma(db).invitation.updateManyAndReturn({
    where,
    data: { ...link, invitedById },
    select: { email: true, role: true },
  });
  return updated ?? null;
}

export async function removeInvitation(
  db: Db,
  { id, organizationId }: { id: string; organizationId: string },
): Promise<string | null> {
  const [removed] = await prisma(db).$queryRaw<{ email: string }[]>`
    delete from invitation where id = ${id}::uuid and organization_id = ${organizationId}::uuid returning email`;
  return removed?.email ?? null;
}

/** By the link alone, which identifies the organization. */
export function findOpenInvitation(db: Db, tokenHash: Uint8Array<ArrayBuffer>, now: Date) {
  return prisma(db).invitation.findFirst({
    where: { tokenHash, expiresAt: { gt: now } },
    select: {
      email: true,
      role: true,
      organization: { select: { id: true, name: true } },
      invitedBy: { select: { name: true } },
    },
  });
}

/** Of two people who follow a link at the same time, one gets it: what is returned was deleted by this very call. */
export async function takeInvitation(
  db: Db,
  tokenHash: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<{ id: string; organizationId: string; email: string; role: Role } | null> {
  const [taken] = await prisma(db).$queryRaw<
    { id: string; organization_id: string; email: string; role: Role }[]
  >`
    delete from invitation where token_hash = ${tokenHash} and expires_at > ${now}
    returning id, organization_id, email, role`;
  return taken
    ? { id: taken.id, organizationId: taken.organization_id, email: taken.email, role: taken.role }
    : null;
}

/** Locked, so that of two people who invite a first Admin at the same time the second sees what the first did. */
export async function lockInvitedOrganization(
  db: Db,
  id: string,
): Promise<{ name: string; hasAdmin: boolean } | null> {
  await lockOrganization(db, id);
  const organization = await prisma(db).organization.findUnique({
    where: { id },
    select: { name: true, memberships: { where: { role: 'admin' }, select: { userId: true }, take: 1 } },
  });
  return organization && { name: organization.name, hasAdmin: organization.memberships.length > 0 };
}
