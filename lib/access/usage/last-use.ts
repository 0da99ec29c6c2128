import { database } from '@/lib/platform/db/database';
import { defineJob } from '@/lib/platform/jobs/define';
import { MINUTE_MS } from '@/lib/platform/time/durations';
import { findNewUses, saveLastUses } from './last-use-store';

const MAX_KEYS = 50_000;
const BATCH = 1_000;

/** Copies last uses into the keys' own rows, which the table sorts by. */
export const lastUseJob = defineJob({
  name: 'last-use',
  everyMs: MINUTE_MS,
  async run({ signal, write }) {
    const uses = await findNewUses(database(), MAX_KEYS);
    let saved = 0;
    for (let start = 0; start < uses.length && !signal.aborted; start += BATCH) {
      saved += await write((db) => saveLastUses(db, uses.slice(start, start + BATCH)));
    }
    return saved;
  },
});
