import { randomUUID } from 'node:crypto';
import { warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import { UsageCollector } from './batch';
import { writeFromPortal } from './portal-usage-store';

/** Uses of keys at the portal's own API, which are counted as a verifier counts them (`writeUsage`). */
const collector = new UsageCollector();
const writer = { writerId: randomUUID(), number: 0 };
let writing = Promise.resolve();

/**
 * Counts a use, or a refusal, of a credential; `now` is in milliseconds. Resolves when it is written. Uses that come in
 * meanwhile are written together, since each writer's batches have to arrive in order. A request doesn't fail because
 * its use can't be written.
 */
export function recordUse(
  credentialId: string,
  code: string,
  address: string | null,
  now: number,
): Promise<void> {
  collector.add(credentialId, code, address, now);
  writing = writing.then(async () => {
    try {
      writer.number += 1;
      await writeFromPortal(collector.take(), now, writer);
    } catch (error) {
      warnOncePerMinute('use', { err: error }, 'The use of a key at the API can not be written');
    }
  });
  return writing;
}
