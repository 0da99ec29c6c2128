import type { Queries } from '@/lib/platform/db/client';

/** What the operator's catalogue is made of; those built in for the portal's own API are apart. */
export const CATALOGUE = { NOT: { name: { startsWith: 'portal:' } } };

export function listCatalogue(queries: Queries) {
  return queries.permission.findMany({
    where: CATALOGUE,
    select: { name: true, label: true, sentence: true, publicFit: true, recommendedFor: true },
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
  });
}

export function listPortal(queries: Queries) {
  return queries.permission.findMany({
    where: { name: { startsWith: 'portal:' } },
    select: { name: true, label: true, sentence: true },
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
  });
}

export function listCatalogueEndpoints(queries: Queries) {
  return queries.permission.findMany({
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

export async function findPublicFit(queries: Queries): Promise<Set<string>> {
  const fit = await queries.permission.findMany({ where: { publicFit: true }, select: { name: true } });
  return new Set(fit.map(({ name }) => name));
}

export function findPermission(queries: Queries, name: string) {
  return queries.permission.findUnique({
    where: { name, ...CATALOGUE },
    select: { name: true, label: true },
  });
}
