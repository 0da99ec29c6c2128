import type pg from 'pg';
import { warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import { processClock } from './clock';

const EVERY_MS = 1_000;
/**
 * A difference that people would notice in passcodes or rate limits, and more than a synchronized clock is ever off.
 */
const MAX_SKEW_MS = 1_000;

/** The database's clock in milliseconds since the epoch, as a column for any query. */
export const DATABASE_MS = `(extract(epoch from clock_timestamp()) * 1000)::float8 as database_ms`;

/** Asks the database for the time. Rejects if it can't be reached; the last measurement stays in effect. */
export async function measureClock(queries: Pick<pg.Pool, 'query'>): Promise<void> {
  const clock = processClock();
  const asked = clock.startMeasurement();
  const { rows } = await queries.query<{ database_ms: number }>(`select ${DATABASE_MS}`);
  const [row] = rows;
  if (row) clock.noteDatabaseTime(asked, row.database_ms);
  warnOfSkew();
}

/** Measures once, and then every second until it is stopped. */
export async function startMeasuringClock(queries: Pick<pg.Pool, 'query'>): Promise<() => void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const measure = async () => {
    await measureClock(queries).catch(() => undefined);
    if (!stopped) timer = setTimeout(measure, EVERY_MS);
  };
  await measure();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Keyport uses the database's clock, so nothing is wrong yet; its operator should know all the same. */
export function warnOfSkew(): void {
  const skewMs = processClock().skewMs();
  if (Math.abs(skewMs) <= MAX_SKEW_MS) return;
  const seconds = (Math.abs(skewMs) / 1_000).toFixed(1);
  const direction = skewMs > 0 ? 'behind' : 'ahead of';
  warnOncePerMinute('clock-skew', {}, `This machine's clock is ${seconds} s ${direction} the database's`);
}
