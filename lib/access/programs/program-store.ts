import { type Prisma, prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

const programSelect = {
  id: true,
  key: true,
  secretHash: true,
  endsAt: true,
  ended: true,
  apiKey: {
    select: {
      id: true,
      name: true,
      type: true,
      status: true,
      environment: true,
      expiresAt: true,
      ipRanges: true,
      rateLimit: true,
      ratePeriod: true,
      permissions: { select: { permissionName: true } },
      organization: { select: { id: true, name: true, kind: true } },
      owner: {
        select: {
          id: true,
          name: true,
          email: true,
          memberships: { select: { organizationId: true, role: true } },
        },
      },
    },
  },
} satisfies Prisma.CredentialSelect;

export type ProgramRecord = Prisma.CredentialGetPayload<{ select: typeof programSelect }>;

/** Not cached: a change that somebody makes takes effect with the key's next request. */
export function findProgram(db: Db, key: string): Promise<ProgramRecord | null> {
  return prisma(db).credential.findUnique({ where: { key }, select: programSelect });
}
