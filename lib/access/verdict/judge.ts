import type { Environment, KeyStatus, KeyType } from '@/lib/access/credentials/schema';
import { type Endpoint, matching } from '@/lib/access/permissions/endpoints';
import { normalizePath } from '@/lib/access/permissions/judged-path';
import { type Address, inNetworks, type Network } from '@/lib/platform/network/address';
import type { RateLimit } from './rate-limit-schema';

/** What is known about a presented key when it is judged. Times are milliseconds since the epoch. */
export type CredentialFacts = {
  type: KeyType;
  status: KeyStatus;
  environment: Environment;
  expiresAt: number | null;
  /** The end of this credential's grace period, after a roll. */
  endsAt: number | null;
  /** Its grace period was ended early, whatever the time. */
  ended: boolean;
  ipRanges: readonly Network[];
  /** The ids of the datasets that it is associated with. */
  datasets: readonly string[];
  /** Held by the key and in effect, each with its endpoints. */
  permissions: ReadonlyMap<string, readonly Endpoint[]>;
  rate: RateLimit | null;
};

export type AccessRequest = {
  environment: Environment;
  permissions: readonly string[];
  endpoint: { method: string; path: string } | null;
  dataset: string | null;
  client: Address | null;
};

/** What the caller presented besides the key: nothing, the secret, or something else in its place. */
export type SecretProof = 'none' | 'secret' | 'wrong';

export type VerdictCode =
  | 'VALID'
  | 'NOT_FOUND'
  | 'SECRET_REQUIRED'
  | 'REVOKED'
  | 'DISABLED'
  | 'EXPIRED'
  | 'ROLLED'
  | 'WRONG_ENVIRONMENT'
  | 'IP_NOT_ALLOWED'
  | 'DATASET_NOT_ALLOWED'
  | 'INSUFFICIENT_PERMISSIONS';

/**
 * The verdict on a request, in the order of the contract: the first condition that holds decides. Only a caller that
 * proved the secret learns what became of a key; for anyone else such a key doesn't exist.
 */
export function judge(
  key: CredentialFacts | null,
  proof: SecretProof,
  request: AccessRequest,
  catalogue: readonly Endpoint[],
  now: number,
): VerdictCode {
  const credentials = checkCredentials(key, proof, request, catalogue);
  if (credentials !== null || key === null) return credentials ?? 'NOT_FOUND';
  const lifecycle = checkLifecycle(key, now);
  if (lifecycle !== null) return proof === 'secret' || key.type === 'public' ? lifecycle : 'NOT_FOUND';
  if (key.environment !== request.environment) return 'WRONG_ENVIRONMENT';
  if (key.ipRanges.length > 0 && !(request.client && inNetworks(request.client, key.ipRanges))) {
    return 'IP_NOT_ALLOWED';
  }
  if (request.dataset !== null && !key.datasets.includes(request.dataset)) return 'DATASET_NOT_ALLOWED';
  return checkPermissions(key, proof, request);
}

function checkCredentials(
  key: CredentialFacts | null,
  proof: SecretProof,
  asked: AccessRequest,
  catalogue: readonly Endpoint[],
): 'NOT_FOUND' | 'SECRET_REQUIRED' | null {
  if (proof === 'wrong') return 'NOT_FOUND';
  if (proof === 'secret') return key === null ? 'NOT_FOUND' : null;
  if (key?.type === 'public') return null;
  // This depends on the catalogue, not on the key, so that an unknown key gets the same answer as a known one.
  if (!allowsKeyAlone(catalogue, asked.endpoint)) return 'SECRET_REQUIRED';
  if (key === null) return 'NOT_FOUND';
  const held = [...key.permissions.values()].flat();
  return matchingEndpoints(held, asked.endpoint).length > 0 && !allowsKeyAlone(held, asked.endpoint)
    ? 'SECRET_REQUIRED'
    : null;
}

function checkLifecycle(
  key: CredentialFacts,
  now: number,
): 'REVOKED' | 'DISABLED' | 'EXPIRED' | 'ROLLED' | null {
  if (key.status === 'revoked') return 'REVOKED';
  if (key.status === 'disabled') return 'DISABLED';
  if (key.expiresAt !== null && key.expiresAt <= now) return 'EXPIRED';
  // The state comes before the time: what was blocked immediately is blocked, whatever any clock says.
  return key.ended || (key.endsAt !== null && key.endsAt <= now) ? 'ROLLED' : null;
}

function checkPermissions(
  key: CredentialFacts,
  proof: SecretProof,
  asked: AccessRequest,
): 'VALID' | 'INSUFFICIENT_PERMISSIONS' {
  if (!asked.permissions.every((name) => key.permissions.has(name))) return 'INSUFFICIENT_PERMISSIONS';
  if (asked.endpoint === null) {
    // Without a path, a named permission counts as one that requires key and secret.
    return asked.permissions.length > 0 && proof !== 'secret' ? 'INSUFFICIENT_PERMISSIONS' : 'VALID';
  }
  const endpoints = matchingEndpoints([...key.permissions.values()].flat(), asked.endpoint);
  const open = endpoints.some((endpoint) => proof === 'secret' || endpoint.keyAlone);
  return open ? 'VALID' : 'INSUFFICIENT_PERMISSIONS';
}

function matchingEndpoints(endpoints: readonly Endpoint[], asked: AccessRequest['endpoint']): Endpoint[] {
  const path = asked && normalizePath(asked.path);
  return asked && path ? matching(endpoints, asked.method, path) : [];
}

const allowsKeyAlone = (endpoints: readonly Endpoint[], asked: AccessRequest['endpoint']): boolean =>
  matchingEndpoints(endpoints, asked).some((endpoint) => endpoint.keyAlone);
