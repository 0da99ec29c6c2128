import type { Queries } from '@/lib/platform/db/client';
import { foldName } from '@/lib/platform/text/name-schema';

/** Throws a unique violation where another organization has the name. */
export async function updateOrganizationName(queries: Queries, id: string, name: string): Promise<void> {
  await queries.organization.update({
    where: { id },
    data: { name, nameFold: foldName(name) },
    select: { id: true },
  });
}
