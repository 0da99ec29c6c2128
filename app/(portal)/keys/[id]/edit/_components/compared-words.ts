import { PERIOD_WORDS } from '@/components/keys/key-words';
import type { DatasetName } from '@/lib/access/datasets/schema';
import type { EditKey } from '@/lib/access/keys/schema';
import type { PermissionChoice } from '@/lib/access/permissions/schema';
import type { Compared, ComparedField } from './compare';

export const FIELD_LABELS: Record<ComparedField, string> = {
  name: 'Name',
  description: 'Description',
  permissions: 'API Permissions',
  expiration: 'Expiration',
  ipRanges: 'IP ranges',
  rate: 'Rate limit',
  datasets: 'Datasets',
  usedIn: 'Used in',
  externalId: 'External ID',
  metadata: 'Metadata',
};

/** The labels of names in this organization. */
export type Catalogue = { permissions: readonly PermissionChoice[]; datasets: readonly DatasetName[] };

const WORDS: { [Field in ComparedField]: (value: Compared[Field], catalogue: Catalogue) => string } = {
  name: (name) => name || 'None',
  description: (description) => description || 'None',
  permissions: (names, { permissions }) =>
    names.map((name) => permissions.find((each) => each.name === name)?.label ?? name).join(', ') || 'None',
  expiration: ({ local }) =>
    local === '' ? 'Never' : /\d/.test(local) ? local.replace('T', ', ') : 'No whole date',
  ipRanges: (ranges) => ranges.trim() || 'Any address',
  rate: ({ limit, period }) => (limit.trim() === '' ? 'No limit' : `${limit.trim()} ${PERIOD_WORDS[period]}`),
  datasets: (ids, { datasets }) =>
    ids.map((id) => datasets.find((each) => each.id === id)?.name ?? id).join(', ') || 'None',
  usedIn: (places) => places.trim() || 'Nowhere noted',
  externalId: (externalId) => externalId.trim() || 'None',
  metadata: (typed) => typed.trim() || 'None',
};

export function valueInWords<Field extends ComparedField>(
  field: Field,
  values: EditKey,
  catalogue: Catalogue,
): string {
  const words = WORDS[field] as (value: EditKey[Field], catalogue: Catalogue) => string;
  return words(values[field], catalogue);
}
