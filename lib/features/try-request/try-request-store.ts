import { factsOf } from '@/lib/access/key-records/facts';
import { seenIn } from '@/lib/access/key-records/key-store';
import type { KeyScope } from '@/lib/access/key-records/ownership-policy';
import { isVerifiable } from '@/lib/access/permissions/effect';
import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/**
 * A credential as the verifier would judge it, in this organization only. It is read separately from the verifier,
 * which doesn't use Prisma; tests compare the two, verdict by verdict.
 */
export async function findJudged(db: Db, scope: KeyScope, credentialId: string) {
  const { organizationId } = scope;
  const found = await prisma(db).credential.findFirst({
    where: { id: credentialId, apiKey: seenIn(scope) },
    select: {
      key: true,
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
          datasets: { select: { datasetId: true }, orderBy: { datasetId: 'asc' } },
          rateLimit: true,
          ratePeriod: true,
          permissions: {
            select: {
              permission: {
                select: {
                  name: true,
                  allowedForPublicKeys: true,
                  grants: { where: { organizationId }, select: { organizationId: true } },
                  endpoints: { select: { method: true, pattern: true, keyAlone: true } },
                },
              },
            },
            orderBy: { permission: { position: 'asc' } },
          },
        },
      },
    },
  });
  if (!found) return null;
  const { id, name, type, datasets, permissions } = found.apiKey;
  const judged = factsOf(found, {
    datasets: datasets.map(({ datasetId }) => datasetId),
    permissions: new Map(
      permissions
        .filter(({ permission }) =>
          isVerifiable({ ...permission, granted: permission.grants.length > 0 }, type),
        )
        .map(({ permission }) => [permission.name, permission.endpoints]),
    ),
  });
  return { judged, key: { id, name, key: found.key, type } };
}

/** What imported tokens with these hashes stand for, in this organization only, by the hash. */
export async function findImported(db: Db, scope: KeyScope, hashes: readonly string[]) {
  const bytes = hashes.map((hash) => Uint8Array.from(Buffer.from(hash, 'latin1')));
  const tokens = await prisma(db).importedToken.findMany({
    where: { hash: { in: bytes }, organizationId: scope.organizationId },
    select: { hash: true, pair: true, key: true },
  });
  const credentials = await prisma(db).credential.findMany({
    where: { key: { in: tokens.map(({ key }) => key) }, apiKey: seenIn(scope) },
    select: { key: true, apiKeyId: true, secretHash: true },
  });
  const byKey = new Map(credentials.map((credential) => [credential.key, credential]));
  return new Map(
    tokens.flatMap(({ hash, pair, key }) => {
      const credential = byKey.get(key);
      return credential ? [[Buffer.from(hash).toString('latin1'), { pair, ...credential }] as const] : [];
    }),
  );
}
