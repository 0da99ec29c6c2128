import { randomUUID } from 'node:crypto';
import { createKey } from '@/lib/access/keys/create-key';
import { type CreateKey, NEW_KEY, type Reveal } from '@/lib/access/keys/schema';
import { query } from './database';
import type { Keyport } from './keyport';
import { must } from './must';
import type { Person } from './person';

/** A key as a precondition of a test, with its credentials. */
export async function newKey(owner: Person, given: Partial<CreateKey> = {}): Promise<Reveal> {
  const created = must(
    await createKey(owner.actor, {
      ...NEW_KEY,
      name: 'Token server',
      permissions: ['generator'],
      idempotencyKey: randomUUID(),
      ...given,
    }),
  );
  if (created.kind !== 'created') throw new Error('It was created before');
  return created.reveal;
}

/** An instant as the form sends it, in UTC and to the minute. */
export const utc = (at: Date) => ({ local: at.toISOString().slice(0, 16), zone: 'UTC' });

/** How many keys people have added in somebody's organization. */
export const countKeys = async (keyport: Keyport, { actor }: Person): Promise<number> =>
  (
    await query(keyport, `select id from api_key where organization_id = $1 and origin = 'person'`, [
      actor.organization.id,
    ])
  ).length;
