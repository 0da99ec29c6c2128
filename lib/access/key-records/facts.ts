import type { CredentialFacts } from '@/lib/access/verdict/judge';
import { parseNetworks } from '@/lib/platform/network/address';
import { type KeyRecord, rateOf } from './key-store';

type Stored = Pick<KeyRecord['credentials'][number], 'endsAt' | 'ended'> & {
  apiKey: Pick<
    KeyRecord,
    'type' | 'status' | 'environment' | 'expiresAt' | 'ipRanges' | 'rateLimit' | 'ratePeriod'
  >;
};

/** What a stored credential is judged by. */
export const factsOf = (
  { endsAt, ended, apiKey }: Stored,
  { datasets, permissions }: Pick<CredentialFacts, 'datasets' | 'permissions'>,
): CredentialFacts => ({
  type: apiKey.type,
  status: apiKey.status,
  environment: apiKey.environment,
  expiresAt: apiKey.expiresAt?.getTime() ?? null,
  endsAt: endsAt?.getTime() ?? null,
  ended,
  ipRanges: parseNetworks(apiKey.ipRanges),
  datasets,
  permissions,
  rate: rateOf(apiKey),
});
