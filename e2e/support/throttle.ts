import { query } from './database';
import type { Keyport } from './keyport';

/** All tests come from one address, whose failed tries count together; each begins with none. */
export async function forgetFailedTries(keyport: Keyport): Promise<void> {
  await query(keyport, 'delete from throttle');
}
