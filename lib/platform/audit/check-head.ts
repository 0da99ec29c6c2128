import { database } from '@/lib/platform/db/database';
import { findEnds } from './audit-store';

/** Its message is one line for the operator. */
class HalfRestoredError extends Error {
  override name = 'HalfRestoredError';
}

/**
 * Prevents a start if the log has events beyond its own end, as after data was loaded into a database that was already
 * set up. Nothing could be recorded there, so nothing could be done, not even signing in.
 */
export async function checkAuditHead(): Promise<void> {
  const { count, last } = await findEnds(database());
  if (last > count) {
    throw new HalfRestoredError(
      `The database was restored in part: its audit log has ${last} events, and audit_head says ${count}. Restore the whole dump into an empty database.`,
    );
  }
}
