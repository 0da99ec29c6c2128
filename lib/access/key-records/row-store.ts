import { Prisma, prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import type { KeyRecord } from './key-store';
import { seenBy } from './list-store';
import type { KeyScope } from './ownership-policy';

/**
 * What a list shows of a key, in one statement: a page of a hundred takes a third of the time that loading whole keys
 * takes, relation by relation. It has the current credential and the one before it, which may be in its grace period,
 * and only knows whether they have a secret.
 */
export type RowRecord = Omit<
  KeyRecord,
  | 'ipRanges'
  | 'rateLimit'
  | 'ratePeriod'
  | 'usedIn'
  | 'externalId'
  | 'selfRollGrace'
  | 'metadata'
  | 'version'
  | 'createdBy'
  | 'datasets'
  | 'credentials'
> & { credentials: RowCredential[] };

type RowCredential = Omit<KeyRecord['credentials'][number], 'secretHash'> & { secretHash: unknown };

type Found = Omit<RowRecord, 'owner' | 'credentials'> & { ownerName: string | null; credentials: Sent[] };
type Sent = {
  id: string;
  key: string;
  secretHash: true | null;
  createdAt: string;
  replacedAt: string | null;
  endsAt: string | null;
  ended: boolean;
  usedAt: string | null;
  address: string | null;
};

const columns = Prisma.sql`
  k.id, k.name, k.description, k.type::text, k.environment::text, k.status::text, k.origin::text,
  k.owner_id as "ownerId", u.name as "ownerName", k.created_at as "createdAt", k.expires_at as "expiresAt",
  k.last_used_at as "lastUsedAt",
  coalesce((
    select json_agg(json_build_object('permission',
      json_build_object('name', p.name, 'label', p.label, 'allowedForPublicKeys', p.allowed_for_public_keys)) order by p.position)
    from api_key_permission h join permission p on p.name = h.permission_name where h.api_key_id = k.id
  ), '[]') as permissions,
  (
    select json_agg(json_build_object('id', c.id, 'key', c.key,
      'secretHash', case when c.secret_hash is not null then true end,
      'createdAt', c.created_at, 'replacedAt', c.replaced_at, 'endsAt', c.ends_at, 'ended', c.ended,
      'usedAt', w.at, 'address', w.address) order by c.created_at desc, c.id desc)
    from (
      select * from credential where api_key_id = k.id order by created_at desc, id desc limit 2
    ) c left join credential_use w on w.credential_id = c.id
  ) as credentials`;

/** In the order of `ids`. */
export async function findRows(db: Db, scope: KeyScope, ids: readonly string[]): Promise<RowRecord[]> {
  const found = await prisma(db).$queryRaw<Found[]>`
    select ${columns}
    from api_key k left join user_account u on u.id = k.owner_id
    where ${seenBy(scope)} and k.id = any(${[...ids]}::uuid[])
    order by array_position(${[...ids]}::uuid[], k.id)`;
  return found.map(toRecord);
}

const toRecord = ({ ownerName, credentials, ...key }: Found): RowRecord => ({
  ...key,
  owner: ownerName === null ? null : { name: ownerName },
  credentials: credentials.map(({ createdAt, replacedAt, endsAt, usedAt, address, ...credential }) => ({
    ...credential,
    createdAt: new Date(createdAt),
    replacedAt: instant(replacedAt),
    endsAt: instant(endsAt),
    lastUse: usedAt === null ? null : { at: new Date(usedAt), address },
  })),
});

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
