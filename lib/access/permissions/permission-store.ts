import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { PORTAL_PREFIX } from '@/lib/platform/text/permission-name-schema';

/** The operator's catalogue; the built-in permissions for the portal's own API are separate. */
export const CATALOGUE = { NOT: { name: { startsWith: PORTAL_PREFIX } } };

export function listCatalogue(db: Db) {
  return prisma(db).permission.findMany({
    where: CATALOGUE,
    select: { name: true, label: true, description: true, allowedForPublicKeys: true, recommendedFor: true },
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
  });
}

export function listPortal(db: Db) {
  return prisma(db).permission.findMany({
    where: { name: { startsWith: PORTAL_PREFIX } },
    select: { name: true, label: true, description: true },
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
  });
}

export function listCatalogueEndpoints(db: Db) {
  return prisma(db).permission.findMany({
    where: CATALOGUE,
    select: {
      name: true,
      label: true,
      endpoints: {
        select: { method: true, pattern: true, keyAlone: true },
        orderBy: [{ pattern: 'asc' }, { method: 'asc' }],
      },
    },
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
  });
}

export async function findAllowedForPublicKeys(db: Db): Promise<Set<string>> {
  const fit = await prisma(db).permission.findMany({
    where: { allowedForPublicKeys: true },
    select: { name: true },
  });
  return new Set(fit.map(({ name }) => name));
}

export function findPermission(db: Db, name: string) {
  return prisma(db).permission.findUnique({
    where: { name, ...CATALOGUE },
    select: { name: true, label: true },
  });
}
