import { timingSafeEqual } from 'node:crypto';
import { database } from '@/lib/platform/db/client';
import { deriveKey } from './root';

/** Its message is one line for the operator. */
class WrongRootSecretError extends Error {
  override name = 'WrongRootSecretError';
}

/**
 * Stops a start with another root secret than the one this data was written with: every secret hash, sealed seed
 * and audit mac would be worthless, and keys would be refused one by one instead of the start at once.
 */
export async function checkRootSecret(): Promise<void> {
  const expected = Uint8Array.from(deriveKey('check'));
  const { secretCheck } = await database().installation.upsert({
    where: { id: 1 },
    create: { id: 1, secretCheck: expected },
    update: {},
  });
  if (!timingSafeEqual(secretCheck, expected)) {
    throw new WrongRootSecretError('KEYPORT_SECRET is not the one that this database was set up with.');
  }
}
