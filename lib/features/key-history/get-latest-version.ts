import type { KeyDetail } from '@/lib/access/key-records/schema';
import { getKey } from '@/lib/access/keys/list-keys';
import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { listKeyHistory } from './history';

/** A key as it is now, and who edited it last: for somebody whose own edit came second. */
export async function getLatestVersion(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<LatestVersion, 'FORBIDDEN' | 'KEY_NOT_FOUND'>> {
  if (!can(actor, 'keys:write')) return refuse('FORBIDDEN');
  const [key, history] = await Promise.all([getKey(actor, id), listKeyHistory(actor, id)]);
  if (!key) return refuse('KEY_NOT_FOUND');
  const last = history.find(({ action, outcome }) => action === 'key.edit' && outcome === 'success');
  return ok({ key, by: last?.actorName ?? null, at: last?.at ?? null });
}

/** A key as it is now, who edited it last, and when. */
export type LatestVersion = { key: KeyDetail; by: string | null; at: string | null };
