import { permissionName } from '@/lib/platform/text/permission-name-schema';

/** What a gateway's settings require besides the endpoint: `?dataset=ID&permission=A&permission=B` (or `A,B`). */
export type GatewayRequirements = { dataset: string | null; permissions: string[] };

/**
 * Null if the settings make no sense: a misspelled restriction must not count as none. Caddy passes the client's query
 * on if its own settings have none. So a client can require more than the settings do, never less, since settings
 * replace its query; and its other parameters aren't mistaken for misspelled ones.
 */
export function readGatewayRequirements(query: string, originalPath: string): GatewayRequirements | null {
  const requirements: GatewayRequirements = { dataset: null, permissions: [] };
  if (query === '') return requirements;
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === 'permission') {
      requirements.permissions.push(...value.split(','));
    } else if (name === 'dataset') {
      if (requirements.dataset !== null || value === '' || value.length > 200) return null;
      requirements.dataset = value;
    } else if (query !== queryOf(originalPath)) {
      return null;
    }
  }
  const named = requirements.permissions.every((name) => permissionName.safeParse(name).success);
  return named && requirements.permissions.length <= 100 ? requirements : null;
}

function queryOf(target: string): string | undefined {
  const mark = target.indexOf('?');
  return mark === -1 ? undefined : target.slice(mark + 1);
}
