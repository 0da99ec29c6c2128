import type { KeyStatus } from '@/lib/access/credentials/schema';
import { newIdentifier } from '@/lib/access/credentials/token';
import { prisma } from '@/lib/platform/db/client';
import { type Db, lockOrganization } from '@/lib/platform/db/database';
import { foldName } from '@/lib/platform/text/name-schema';
import { type Candidate, type KnownToken, nameOf } from './import-policy';

/** An organization by its id, or by its name as typed on the command line. */
export type Target = { id: string } | { name: string };

export function findTarget(db: Db, target: Target): Promise<{ id: string; name: string } | null> {
  const where = 'id' in target ? { id: target.id } : { nameFold: foldName(target.name) };
  return prisma(db).organization.findUnique({ where, select: { id: true, name: true } });
}

/** Like `findTarget`, and nobody else adds keys until the transaction ends. */
export async function lockTarget(db: Db, target: Target): Promise<{ id: string; name: string } | null> {
  const found = await findTarget(db, target);
  if (found) await lockOrganization(db, found.id);
  return found;
}

type KnownRow = {
  hash: Uint8Array;
  pair: boolean;
  organizationId: string;
  deletedAt: Date | null;
  status: KeyStatus | null;
  secretHash: Uint8Array | null;
  replacedAt: Date | null;
  ended: boolean | null;
};

const toBytes = (hash: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(hash, 'latin1'));
const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Those of all organizations. */
export async function findKnownTokens(db: Db, hashes: readonly string[]): Promise<Map<string, KnownToken>> {
  const rows = await prisma(db).$queryRaw<KnownRow[]>`
    select t.hash, t.pair, t.organization_id as "organizationId", t.deleted_at as "deletedAt",
      k.status::text as status, c.secret_hash as "secretHash", c.replaced_at as "replacedAt", c.ended
    from imported_token t
    left join credential c on c.key = t.key
    left join api_key k on k.id = c.api_key_id
    where t.hash = any(${hashes.map(toBytes)}::bytea[])`;
  return new Map(
    rows.map(({ status, secretHash, replacedAt, ended, ...token }) => {
      const hash = toText(token.hash);
      const credential =
        status === null
          ? null
          : { status, secretHash: secretHash && toText(secretHash), replacedAt, ended: ended === true };
      return [hash, { ...token, hash, credential }];
    }),
  );
}

/** Those of these names that keys have, apart from revoked and personal ones. */
export async function findTakenNames(
  db: Db,
  organizationId: string,
  folded: readonly string[],
): Promise<Set<string>> {
  const keys = await prisma(db).apiKey.findMany({
    where: { organizationId, ownerId: null, status: { not: 'revoked' }, nameFold: { in: [...folded] } },
    select: { environment: true, nameFold: true },
  });
  return new Set(keys.map(({ environment, nameFold }) => nameOf(environment, nameFold)));
}

/** The permissions of the catalogue, and whether this organization is granted each. */
export async function findCatalogue(db: Db, organizationId: string) {
  const permissions = await prisma(db).permission.findMany({
    select: { name: true, grants: { where: { organizationId }, select: { organizationId: true } } },
  });
  const granted = permissions.filter(({ grants }) => grants.length > 0);
  return {
    catalogue: new Set(permissions.map(({ name }) => name)),
    granted: new Set(granted.map(({ name }) => name)),
  };
}

type Batch = { id: string; organizationId: string; createdById: string | null; now: Date };

/**
 * Adds the keys of a batch in a few statements, however many they are, and returns their identifiers. Throws a unique
 * violation where somebody else has just taken a name or imported a token.
 */
export async function insertImported(
  db: Db,
  candidates: readonly Candidate[],
  { id: batchId, organizationId, createdById, now }: Batch,
): Promise<{ id: string; key: string }[]> {
  const keys = await prisma(db).apiKey.createManyAndReturn({
    data: candidates.map(({ nameFold, row }) => ({
      organizationId,
      createdById,
      nameFold,
      name: row.name,
      description: row.description,
      type: 'secret' as const,
      environment: row.environment,
      status: row.status,
      expiresAt: row.expiresAt ?? null,
      ipRanges: row.ipRanges,
      usedIn: row.usedIn,
      createdAt: row.createdAt ?? now,
      externalId: row.externalId ?? null,
      metadata: row.metadata ?? {},
    })),
    select: { id: true, environment: true, nameFold: true },
  });
  const ids = new Map(keys.map(({ id, environment, nameFold }) => [nameOf(environment, nameFold), id]));
  const rows = candidates.map((candidate) => ({
    ...candidate,
    id: ids.get(nameOf(candidate.row.environment, candidate.nameFold)) ?? '',
    key: newIdentifier(candidate.row.environment),
  }));
  await prisma(db).apiKeyPermission.createMany({
    data: rows.flatMap(({ id, row }) =>
      row.permissions.map((permissionName) => ({ apiKeyId: id, permissionName })),
    ),
  });
  await prisma(db).credential.createMany({
    data: rows.map(({ id, key, row, secretHash }) => ({
      apiKeyId: id,
      key,
      secretHash: toBytes(secretHash),
      createdAt: row.createdAt ?? now,
    })),
  });
  await prisma(db).importedToken.createMany({
    data: rows.map(({ hash, pair, key }) => ({
      hash: toBytes(hash),
      pair,
      key,
      organizationId,
      batchId,
      importedAt: now,
    })),
  });
  return rows.map(({ id, key }) => ({ id, key }));
}

/** Which of a key's identifiers stand for imported tokens. */
export async function findImportedIdentifiers(
  db: Db,
  organizationId: string,
  keyId: string,
): Promise<string[]> {
  const rows = await prisma(db).$queryRaw<{ key: string }[]>`
    select t.key from credential c join imported_token t on t.key = c.key
    where c.api_key_id = ${keyId}::uuid and t.organization_id = ${organizationId}::uuid`;
  return rows.map(({ key }) => key);
}
