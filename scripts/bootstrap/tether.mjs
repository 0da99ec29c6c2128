import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockName } from './lock.mjs';

/**
 * Loaded into a command that `run` starts. The channel to whoever started it closes when that process is gone, however
 * it went; a command that worked on alone would be in the way of the next start. Until it has really ended, which can
 * take npm seconds, a lock of its own keeps the next one waiting.
 */
if (process.channel && process.ppid === Number(process.env.KEYPORT_TETHER)) {
  const workshop = process.env.KEYPORT_WORKSHOP;
  if (workshop) writeFileSync(join(workshop, lockName('workshop')), '');
  process.once('disconnect', () => process.exit(1));
  process.channel.unref();
}
