import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockName } from './lock.mjs';

/**
 * Loaded into a command that `runCommand` starts. The IPC channel closes when the parent process is gone, for whatever
 * reason; a command that continued alone would get in the way of the next start. Until it has exited, which takes npm
 * seconds, a lock of its own makes the next start wait.
 */
if (process.channel && process.ppid === Number(process.env.KEYPORT_PARENT_PID)) {
  const buildLockDir = process.env.KEYPORT_BUILD_LOCK_DIR;
  if (buildLockDir) writeFileSync(join(buildLockDir, lockName('build')), '');
  process.once('disconnect', () => process.exit(1));
  process.channel.unref();
}
