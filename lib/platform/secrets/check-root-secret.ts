import { timingSafeEqual } from 'node:crypto';
import { database } from '@/lib/platform/db/database';
import { deriveKey } from './root';
import { findOrSaveSecretCheck } from './root-secret-store';

/** Its message is one line for the operator. */
class WrongRootSecretError extends Error {
  override name = 'WrongRootSecretError';
}

/**
 * Refuses to start with a different root secret than this data was written with. Otherwise every secret hash, sealed
 * seed and audit MAC would be useless, and keys would fail one by one instead of the start.
 */
export async function checkRootSecret(): Promise<void> {
  const expected = Uint8Array.from(deriveKey('check'));
  if (!timingSafeEqual(await findOrSaveSecretCheck(database(), expected), expected)) {
    throw new WrongRootSecretError('KEYPORT_SECRET is not the one that this database was set up with.');
  }
}
