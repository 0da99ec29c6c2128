import type { Queries } from '@/lib/platform/db/client';

export async function hasUser(queries: Queries, email: string): Promise<boolean> {
  return (await queries.user.findUnique({ where: { email }, select: { id: true } })) !== null;
}

export function findOperators(queries: Queries): Promise<{ name: string; email: string }[]> {
  return queries.user.findMany({ where: { operator: true }, select: { name: true, email: true } });
}
