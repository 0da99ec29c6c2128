import { cache } from 'react';
import { effectivePolicy } from '@/lib/access/key-policies/key-policies';
import type { KeyPolicy } from '@/lib/access/key-policies/schema';
import { scopeOf } from '@/lib/access/key-records/ownership-policy';
import { findRows } from '@/lib/access/key-records/row-store';
import { toRow } from '@/lib/access/key-records/view';
import { grantedNames } from '@/lib/access/permissions/list-permissions';
import type { Actor } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { currentTime } from '@/lib/platform/time/clock';
import { DAY_MS } from '@/lib/platform/time/durations';
import { type AttentionLimits, countStates, findAttention } from './overview-store';
import { MAX_ATTENTION, type Overview } from './schema';

const SOON_MS = 30 * DAY_MS;
const UNUSED_MS = 90 * DAY_MS;
const MAX_ITEMS = 20;

const limits = (now: Date, policy: KeyPolicy): AttentionLimits => ({
  now,
  policy,
  expiresBefore: new Date(now.getTime() + SOON_MS),
  credentialsBefore: new Date(now.getTime() - settings().rotationDays * DAY_MS),
  unusedBefore: new Date(now.getTime() - UNUSED_MS),
});

/** The most urgent ones, queried once per request: the menu counts them and the Overview lists them. */
const attentionOf = cache(async (actor: Actor) =>
  findAttention(
    database(),
    scopeOf(actor),
    limits(currentTime(), await effectivePolicy(database(), actor.organization.id)),
    MAX_ATTENTION,
  ),
);

/** How many keys need attention, at most 100. */
export const countAttention = async (actor: Actor): Promise<number> => (await attentionOf(actor)).length;

export async function getOverview(actor: Actor): Promise<Overview> {
  const now = currentTime();
  const scope = scopeOf(actor);
  const month = new Date(now.getTime() - SOON_MS);
  const [counts, found] = await Promise.all([countStates(database(), scope, month, now), attentionOf(actor)]);
  const first = found.slice(0, MAX_ITEMS);
  const ids = first.map(({ id }) => id);
  const [keys, granted] = await Promise.all([
    findRows(database(), scope, ids),
    grantedNames(database(), scope.organizationId),
  ]);
  const seen = { actor, granted, rotationDays: settings().rotationDays, now };
  const rows = new Map(keys.map((key) => [key.id, toRow(key, seen)]));
  const items = first.flatMap(({ id, reason }) => {
    const key = rows.get(id);
    return key ? [{ reason, key }] : [];
  });
  return { ...counts, attention: found.length, items };
}
