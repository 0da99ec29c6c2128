import type { IssuedCredential } from '@/lib/access/credentials/issue';
import type { Environment, KeyType } from '@/lib/access/credentials/schema';
import type { Db } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { isPortalPermission } from '@/lib/platform/text/permission-name-schema';
import { findRevealedPermissions } from './reveal-store';
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
  db: Db,
  key: Revealed,
  issued: IssuedCredential,
  oldEndsAt: Date | null = null,
): Promise<Reveal> {
  const permissions = await findRevealedPermissions(db, key.permissions);
  const callable = permissions
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ keyAlone }) => keyAlone || key.type === 'secret');
  const example = callable.find(({ keyAlone }) => !keyAlone) ?? callable[0];
  // A personal key is for the portal's own API.
  const own = key.permissions.some(isPortalPermission);
  return {
    id: key.id,
    name: key.name,
    key: issued.stored.key,
    secret: issued.secret,
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
