import { revealKey } from '@/lib/access/keys/reveal-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';

export type Credentials = { id: string; key: string; secret: string };

/** The personal key of a member, revealed. */
export async function personalKey(actor: Actor): Promise<Credentials> {
  const { id } = await prisma(database()).apiKey.findFirstOrThrow({
    where: { ownerId: actor.userId, organizationId: actor.organization.id, origin: 'system' },
    select: { id: true },
  });
  const revealed = await revealKey(actor, { id });
  if (!revealed.ok || revealed.value.secret === null) throw new Error(JSON.stringify(revealed));
  return { id, key: revealed.value.key, secret: revealed.value.secret };
}

export const bearer = ({ key, secret }: Pick<Credentials, 'key' | 'secret'>) => ({
  Authorization: `Bearer ${key}.${secret}`,
});
