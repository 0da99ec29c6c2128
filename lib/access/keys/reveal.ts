import { hashSecret, newKey, newSecret } from '@/lib/access/credentials/token';
import type { Environment, KeyType, Reveal } from '@/lib/access/key-records/schema';
import type { NewCredential } from '@/lib/access/key-records/store';
import type { Queries } from '@/lib/platform/db/client';
import { settings } from '@/lib/platform/env/env';

/** Two things at a credential's birth: what is stored, and the secret, which is shown and forgotten. */
export type Birth = { stored: NewCredential; secret: string | null };

/** A public key is an identifier: no secret is made for it. */
export function bear(type: KeyType, environment: Environment): Birth {
  const key = newKey(environment);
  if (type === 'public') return { stored: { key, secretHash: null }, secret: null };
  return bearSecret(key, environment);
}

/** Only the key, for one whose secret is made when its owner first reveals it. */
export const nameOnly = (environment: Environment): NewCredential => ({
  key: newKey(environment),
  secretHash: null,
});

/** The secret to a key that is there. */
export function bearSecret(key: string, environment: Environment) {
  const secret = newSecret(environment);
  return { stored: { key, secretHash: hashSecret(secret) }, secret };
}

type Revealed = {
  id: string;
  name: string;
  type: KeyType;
  environment: Environment;
  permissions: string[];
  ipRanges: string[];
  expiresAt: Date | null;
};

export async function toReveal(
  queries: Queries,
  key: Revealed,
  birth: Birth,
  oldEndsAt: Date | null = null,
): Promise<Reveal> {
  const permissions = await queries.permission.findMany({
    where: { name: { in: key.permissions } },
    select: { label: true, endpoints: { select: { method: true, pattern: true, keyAlone: true } } },
    orderBy: { position: 'asc' },
  });
  const callable = permissions
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ keyAlone }) => keyAlone || key.type === 'secret');
  const example = callable.find(({ keyAlone }) => !keyAlone) ?? callable[0];
  // A personal key is for the portal's own API.
  const own = key.permissions.some((name) => name.startsWith('portal:'));
  return {
    id: key.id,
    name: key.name,
    key: birth.stored.key,
    secret: birth.secret,
    type: key.type,
    environment: key.environment,
    permissions: permissions.map(({ label }) => label),
    ipRanges: key.ipRanges,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    example: own
      ? { method: 'GET', url: `${settings().portalUrl}/api/v1/keys` }
      : example
        ? { method: example.method, url: `${settings().apiUrl}${example.pattern}` }
        : null,
    oldEndsAt: oldEndsAt?.toISOString() ?? null,
  };
}
