import type { KeyDetail } from '@/lib/access/key-records/schema';
import { type EditedKeyValues, type Grace, NEW_KEY, type NewKeyValues } from '@/lib/access/keys/schema';
import type { RateLimit } from '@/lib/access/verdict/rate-limit-schema';
import type { API_GRACES, CreateKeyBody, EditKeyBody } from './key-schema';

/** Converts what programs send to the values that operations also take from forms. */

const timeOf = (instant: string | null | undefined): Date | null => (instant ? new Date(instant) : null);

const rateOf = ([rate]: readonly RateLimit[]): NewKeyValues['rate'] =>
  rate ? { limit: String(rate.limit), period: rate.period } : NEW_KEY.rate;

export const toNewKey = (body: CreateKeyBody): NewKeyValues => ({
  name: body.name,
  description: body.description ?? '',
  type: body.type,
  environment: body.environment,
  status: body.status,
  permissions: [...new Set(body.permissions)],
  expiration: timeOf(body.expiresAt),
  ipRanges: (body.ipRanges ?? []).join('\n'),
  everyone: body.allowEveryone ?? false,
  rate: rateOf(body.limits ?? []),
  datasets: [...new Set(body.datasets ?? [])],
  usedIn: body.usedIn ?? '',
  externalId: body.externalId ?? '',
  metadata: JSON.stringify(body.metadata ?? {}),
});

/** The key's values with the body's changes; what the body leaves out stays unchanged. */
export const toEditedKey = (key: KeyDetail, body: EditKeyBody): EditedKeyValues => ({
  id: key.id,
  version: key.version,
  name: body.name ?? key.name,
  description: changed(body.description, key.description, ''),
  permissions: [...new Set(body.permissions ?? key.permissions.map(({ name }) => name))],
  expiration: timeOf(changed(body.expiresAt, key.expiresAt, null)),
  ipRanges: changed(body.ipRanges, key.ipRanges, []).join('\n'),
  // Ranges that stay as they are were confirmed when they were set.
  everyone: body.ipRanges === undefined || (body.allowEveryone ?? false),
  rate: rateOf(changed(body.limits, key.rate ? [key.rate] : [], [])),
  datasets: [
    ...new Set(
      changed(
        body.datasets,
        key.datasets.map(({ id }) => id),
        [],
      ),
    ),
  ],
  usedIn: changed(body.usedIn, key.usedIn, ''),
  externalId: changed(body.externalId, key.externalId, null) ?? '',
  metadata: JSON.stringify(changed(body.metadata, key.metadata, {})),
});

const changed = <Value>(given: Value | null | undefined, present: Value, cleared: Value): Value =>
  given === undefined ? present : (given ?? cleared);

/** A time means a grace period that ends at that date. */
export function toGrace(grace: string): { grace: Grace; date: Date } {
  const named = GRACES[grace as (typeof API_GRACES)[number]];
  return named ? { grace: named, date: new Date(0) } : { grace: 'date', date: new Date(grace) };
}

const GRACES: Record<(typeof API_GRACES)[number], Grace> = {
  '0': 'now',
  '1h': '1h',
  '12h': '12h',
  '24h': '24h',
  '7d': '7d',
};
