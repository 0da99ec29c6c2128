import type { Endpoint } from '@/lib/access/permissions/endpoints';
import { normalizePath } from '@/lib/access/permissions/judged-path';
import {
  type AccessRequest,
  type CredentialFacts,
  judge,
  type SecretProof,
} from '@/lib/access/verdict/judge';
import { formatAddress } from '@/lib/platform/network/address';
import type { NamedPermission, Reason } from './schema';

export type Catalogue = readonly (NamedPermission & { name: string; endpoints: Endpoint[] })[];

/**
 * The verdict on a request and the reason. Every reason is found by asking the judge again with one thing changed, so
 * that an explanation can't drift from what the verifier does.
 */
export function explain(
  key: CredentialFacts,
  proof: SecretProof,
  request: AccessRequest,
  catalogue: Catalogue,
  now: number,
): Reason {
  const all = catalogue.flatMap(({ endpoints }) => endpoints);
  const verdict = (
    other: Partial<CredentialFacts>,
    shown: SecretProof = proof,
    asked: AccessRequest = request,
  ) => judge({ ...key, ...other }, shown, asked, all, now);
  /** Whether these endpoints alone, held by this key, would allow the request. */
  const opens = (name: string, endpoints: readonly Endpoint[]) =>
    verdict({ permissions: new Map([[name, endpoints]]) }, proof, { ...request, permissions: [] }) ===
    'VALID';

  const code = verdict({});
  switch (code) {
    case 'VALID':
      return { code, by: request.endpoint === null ? [] : openings(key, catalogue, opens) };
    case 'NOT_FOUND':
    case 'SECRET_REQUIRED':
      return { code, proved: key.type === 'public' ? null : verdict({}, 'secret') };
    case 'EXPIRED':
      return { code, endedAt: new Date(key.expiresAt ?? now).toISOString() };
    case 'ROLLED':
      return { code, endedAt: new Date(key.endsAt ?? now).toISOString() };
    case 'WRONG_ENVIRONMENT':
      return { code, environment: key.environment };
    case 'IP_NOT_ALLOWED':
      return { code, client: request.client && formatAddress(request.client) };
    case 'DATASET_NOT_ALLOWED':
      return { code, none: key.datasets.length === 0 };
    case 'INSUFFICIENT_PERMISSIONS': {
      const missing = request.permissions.filter((name) => !key.permissions.has(name));
      if (missing.length > 0) return { code, why: 'not-held', permissions: named(catalogue, missing) };
      if (key.type === 'public' && verdict({ type: 'secret' }, 'secret') === 'VALID') {
        return { code, why: 'secret-asked', permissions: [] };
      }
      if (request.endpoint !== null && normalizePath(request.endpoint.path) === null) {
        return { code, why: 'unclear-path', permissions: [] };
      }
      const helpful = catalogue.filter(({ name, endpoints }) => opens(name, endpoints));
      return { code, why: 'not-named', permissions: helpful.map(pick) };
    }
    default:
      return { code };
  }
}

function openings(
  key: CredentialFacts,
  catalogue: Catalogue,
  opens: (name: string, endpoints: readonly Endpoint[]) => boolean,
) {
  return [...key.permissions].flatMap(([name, endpoints]) =>
    endpoints
      .filter((endpoint) => opens(name, [endpoint]))
      .map((endpoint) => ({ label: labelOf(catalogue, name), ...endpoint })),
  );
}

const named = (catalogue: Catalogue, names: readonly string[]): NamedPermission[] =>
  names.map((name) => pick(catalogue.find((each) => each.name === name) ?? { label: name, granted: false }));

const pick = ({ label, granted }: NamedPermission): NamedPermission => ({ label, granted });

export const labelOf = (catalogue: Catalogue, name: string): string =>
  catalogue.find((each) => each.name === name)?.label ?? name;
