import { Prisma } from '@/lib/db/client';

/**
 * The last use of each of an organization's keys, of whichever credential, as `used (api_key_id, at)`; keys that were
 * never used are not in it.
 */
export const lastUses = (organizationId: string): Prisma.Sql => Prisma.sql`(
  select c.api_key_id, max(u.at) as at
  from api_key o join credential c on c.api_key_id = o.id join credential_use u on u.credential_id = c.id
  where o.organization_id = ${organizationId}::uuid
  group by c.api_key_id) used`;
