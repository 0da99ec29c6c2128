import { query } from './database';
import type { Keyport } from './keyport';

/** All tests come from one address, whose failed attempts count together; each starts with none. */
export async function forgetFailedTries(keyport: Keyport): Promise<void> {
  await query(keyport, 'delete from throttle');
}
