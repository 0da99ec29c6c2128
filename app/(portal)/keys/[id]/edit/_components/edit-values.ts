import { formatMetadata } from '@/lib/access/key-records/metadata-schema';
import type { KeyDetail } from '@/lib/access/key-records/schema';
import type { EditKey } from '@/lib/access/keys/schema';

/** The form's initial values for a key, with times in the person's zone. */
export const valuesOf = (apiKey: KeyDetail, zone: string): EditKey => ({
  id: apiKey.id,
  version: apiKey.version,
  name: apiKey.name,
  description: apiKey.description,
  permissions: apiKey.permissions.map(({ name }) => name),
  expiration: { local: apiKey.expiresAt ? localTime(apiKey.expiresAt, zone) : '', zone },
  ipRanges: apiKey.ipRanges.join('\n'),
  everyone: apiKey.ipRanges.some((range) => range.endsWith('/0')),
  rate: { limit: String(apiKey.rate?.limit ?? ''), period: apiKey.rate?.period ?? 'minute' },
  datasets: apiKey.datasets.map(({ id }) => id),
  usedIn: apiKey.usedIn,
  externalId: apiKey.externalId ?? '',
  metadata: formatMetadata(apiKey.metadata),
});

/** An instant as a date box in that zone holds it: 2026-12-24T18:00. */
function localTime(at: string, timeZone: string): string {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at));
  return text.replace(' ', 'T');
}
