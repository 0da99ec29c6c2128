import type { Db } from '@/lib/platform/db/database';
import { describeKeys } from './outbox-store';
import type { Announcement, KeyEventType } from './schema';

/**
 * What endpoints are told of several keys that one audit event is about. Call it when the keys are as the event leaves
 * them, or before they are deleted.
 */
export async function announceKeys(
  db: Db,
  type: KeyEventType,
  organizationId: string,
  ids: readonly string[],
  now: Date,
): Promise<Announcement[]> {
  const described = await describeKeys(db, type, organizationId, ids, now);
  return ids.flatMap((id) => {
    const data = described.get(id);
    return data ? [{ type, data }] : [];
  });
}
