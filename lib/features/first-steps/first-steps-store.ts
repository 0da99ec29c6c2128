import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/** For each step, whether it is done. */
export type StepsDone = { key: boolean; request: boolean; authenticator: boolean; colleague: boolean };

export async function findStepsDone(
  db: Db,
  organizationId: string,
  userId: string,
  now: Date,
): Promise<StepsDone> {
  const [done] = await prisma(db).$queryRaw<StepsDone[]>`
    select
      exists (select 1 from api_key k
        where k.organization_id = ${organizationId}::uuid and k.origin = 'person') as key,
      exists (select 1 from credential_use u
        join credential c on c.id = u.credential_id join api_key k on k.id = c.api_key_id
        where k.organization_id = ${organizationId}::uuid and k.owner_id is null) as request,
      exists (select 1 from authenticator a
        where a.user_id = ${userId}::uuid and a.confirmed_at is not null) as authenticator,
      exists (select 1 from membership m
        where m.organization_id = ${organizationId}::uuid and m.user_id <> ${userId}::uuid)
      or exists (select 1 from invitation i
        where i.organization_id = ${organizationId}::uuid and i.expires_at > ${now}) as colleague`;
  if (!done) throw new Error('A question without a table has one answer');
  return done;
}
