import { stopListening } from '@/lib/access/revocation/acknowledgements';
import { closeDatabase } from '@/lib/platform/db/database';
import type { Keyport } from './keyport';

/**
 * Lets this process call the product's own services on the worker's Keyport, for preconditions: accounts, an
 * authenticator, hundreds of keys. Settings are read once per process, so there is one Keyport for each.
 */
export function useServicesOf(keyport: Keyport): () => Promise<void> {
  Object.assign(process.env, {
    DATABASE_URL: keyport.databaseUrl,
    KEYPORT_SECRET: keyport.secret,
    PORTAL_URL: keyport.portalUrl,
    ...keyport.overrides,
  });
  return async () => {
    await stopListening();
    await closeDatabase();
  };
}
