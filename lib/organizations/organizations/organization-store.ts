import type { OrganizationKind } from '@/lib/identity/actor/schema';
import { escapeLike, type Prisma, prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { foldName } from '@/lib/platform/text/name-schema';
import type { OrganizationQuery } from './schema';

/** The operator's view of all organizations: nothing here is for the members of one. */

const select = {
  id: true,
  name: true,
  kind: true,
  createdAt: true,
  _count: { select: { keys: true, memberships: true } },
} satisfies Prisma.OrganizationSelect;

export type OrganizationRecord = Prisma.OrganizationGetPayload<{ select: typeof select }>;

export async function listRecords(
  db: Db,
  { q, kind, sort, descending, page, pageSize }: OrganizationQuery,
): Promise<{ records: OrganizationRecord[]; total: number }> {
  // Prisma passes the text to LIKE unescaped: searching for a percent sign has to find percent signs.
  const text = escapeLike(foldName(q.trim()));
  const where: Prisma.OrganizationWhereInput = {
    ...(text !== '' && { nameFold: { contains: text } }),
    ...(kind.length > 0 && { kind: { in: kind } }),
  };
  const direction = descending ? 'desc' : 'asc';
  const by = sort === 'created' ? { createdAt: direction } : { nameFold: direction };
  const [records, total] = await Promise.all([
    prisma(db).organization.findMany({
      where,
      select,
      orderBy: [by as Prisma.OrganizationOrderByWithRelationInput, { id: 'asc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    prisma(db).organization.count({ where }),
  ]);
  return { records, total };
}

export function findRecord(db: Db, id: string): Promise<OrganizationRecord | null> {
  return prisma(db).organization.findUnique({ where: { id }, select });
}

export async function hasAdmin(db: Db, organizationId: string): Promise<boolean> {
  return (await prisma(db).membership.count({ where: { organizationId, role: 'admin' } })) > 0;
}

type Values = { name: string; kind: OrganizationKind };

/** False if it no longer is what was `seen`. Throws a unique violation if the name is taken. */
export async function updateOrganization(
  db: Db,
  id: string,
  seen: Values,
  { name, kind }: Values,
): Promise<boolean> {
  const { count } = await prisma(db).organization.updateMany({
    where: { id, ...seen },
    data: { name, nameFold: foldName(name), kind },
  });
  return count === 1;
}
