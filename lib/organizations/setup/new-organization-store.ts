import type { OrganizationKind } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { foldName } from '@/lib/platform/text/name-schema';

export async function findOrganization(db: Db, name: string) {
  return prisma(db).organization.findUnique({
    where: { nameFold: foldName(name) },
    select: { id: true, name: true },
  });
}

/** A new organization starts with the permissions named in DEFAULT_GRANTS that the catalogue knows. */
export async function insertOrganization(
  db: Db,
  { name, kind }: { name: string; kind: OrganizationKind },
  now: Date,
): Promise<{ id: string; name: string }> {
  const organization = await prisma(db).organization.create({
    data: { name, nameFold: foldName(name), kind, createdAt: now },
    select: { id: true, name: true },
  });
  const known = await prisma(db).permission.findMany({
    where: { name: { in: settings().defaultGrants } },
    select: { name: true },
  });
  await prisma(db).grant.createMany({
    data: known.map((permission) => ({ organizationId: organization.id, permissionName: permission.name })),
  });
  return organization;
}
