import { permissionName } from '@/lib/platform/text/permission-name-schema';

/** What a gateway's settings ask for beyond the endpoint: `?dataset=ID&permission=A&permission=B` (or `A,B`). */
export type GatewayRequirements = { dataset: string | null; permissions: string[] };

/**
 * Null where the settings make no sense: a misspelt restriction must not pass for none.
 *
 * Caddy hands the client's query on where its own settings name none. A client can so ask for more than the settings do,
 * never for less, since settings replace its query; and its other parameters are not taken for misspelt ones.
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
