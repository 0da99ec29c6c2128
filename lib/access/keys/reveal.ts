import type { Birth } from '@/lib/access/credentials/issue';
import type { Environment, KeyType } from '@/lib/access/credentials/schema';
import type { Queries } from '@/lib/platform/db/client';
import { settings } from '@/lib/platform/env/env';
import type { Reveal } from './schema';

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
