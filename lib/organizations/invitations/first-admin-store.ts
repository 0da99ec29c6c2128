import type { Queries } from '@/lib/platform/db/client';

/** Locked, so that of two who invite a first Admin at once the second sees what the first did. */
export async function lockOrganization(
  queries: Queries,
  id: string,
): Promise<{ name: string; hasAdmin: boolean } | null> {
  await queries.$queryRaw`select 1 from organization where id = ${id}::uuid for no key update`;
  const organization = await queries.organization.findUnique({
    where: { id },
    select: { name: true, memberships: { where: { role: 'admin' }, select: { userId: true }, take: 1 } },
  });
  return organization && { name: organization.name, hasAdmin: organization.memberships.length > 0 };
}
