import { prisma } from './client';
import type { Db } from './database';

/**
 * Locks an organization until the transaction ends. Everything that counts or changes its members or keys takes this
 * lock first, so that two such transactions can't deadlock, and the second sees what the first did.
 */
export async function lockOrganization(db: Db, organizationId: string): Promise<void> {
  await prisma(db).$queryRaw`select 1 from organization where id = ${organizationId}::uuid for no key update`;
}
