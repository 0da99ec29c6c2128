import type { Queries } from '@/lib/db/client';

export async function hasUser(queries: Queries, email: string): Promise<boolean> {
  return (await queries.user.findUnique({ where: { email }, select: { id: true } })) !== null;
}
