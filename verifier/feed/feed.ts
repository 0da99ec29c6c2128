import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHANGES, type Change, readBeat, readChange } from '@/lib/access/revocation/schema';
import { LEASE_MS } from '@/lib/platform/db/session';
import { log } from '@/lib/platform/log/log';
import { warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import { processClock } from '@/lib/platform/time/clock';
import type { Measurement } from '@/lib/platform/time/database-clock';
import { FeedConnections } from './feed-connections';

const BEAT_MS = 250;
const RETRY_MS = 200;

export type Feed = {
  /** Whether the cache may be judged by, at this moment. Ask when the verdict is given, not before. */
  trusted(): boolean;
  /** Milliseconds since the last heartbeat that came back was sent. */
  msSinceLastBeat(): number;
  /** How often trust was lost so far. */
  losses(): number;
  stop(): Promise<void>;
};

type Listener = {
  /** Runs before any later beat is handled: what changed is invalidated by the time that the cache is trusted again. */
  onChange(change: Change): void;
  /** Notifications may have been missed. */
  onGap(): void;
  /** The database's time, with each beat. */
  onDatabaseTime?(asked: Measurement, databaseMs: number): void;
};

/**
 * The change feed, and the heartbeat that proves that it works. A beat is sent by one session and received by another:
 * since PostgreSQL keeps the order of commits, everything that was committed before it has been received as well. The
 * lease runs from the moment the beat was sent, on the monotonic clock.
 */
export function openFeed(databaseUrl: string, listener: Listener): Feed {
  const id = randomUUID();
  const stop = new AbortController();
  let connections: FeedConnections | null = null;
  let lastBeatSentAt = Number.NEGATIVE_INFINITY;

  const msSinceLastBeat = () => performance.now() - lastBeatSentAt;
  const trusted = () => msSinceLastBeat() < LEASE_MS;
  const trust = watchTrust(trusted);

  /** Rejects when the feed no longer works. */
  const runOnce = async () => {
    const sent = new Map<number, number>();
    let lastCount = 0;
    let fail: (error: Error) => void = () => undefined;
    const lost = new Promise<never>((_, reject) => {
      fail = reject;
    });
    lost.catch(() => undefined);
    const onNotification = ({ channel, payload }: { channel: string; payload: string }) => {
      if (connections !== current) return;
      if (channel !== CHANGES) {
        const count = readBeat(payload);
        // PostgreSQL skips none. If one is missing, a change may be missing too.
        if (count !== lastCount + 1) return fail(new Error('Announcements are lost on their way'));
        lastCount = count;
        lastBeatSentAt = Math.max(lastBeatSentAt, sent.get(count) ?? lastBeatSentAt);
        sent.delete(count);
        return;
      }
      const change = readChange(payload);
      if (change.kind === 'barrier') current.acknowledge(change.id).catch(fail);
      else if (change.kind !== 'none') listener.onChange(change);
    };
    const current = new FeedConnections(databaseUrl, id, onNotification, fail);
    connections = current;

    const sendBeats = async () => {
      await current.open();
      // It listens, and isn't trusted yet: nothing that is cached from here on can miss a change.
      listener.onGap();
      for (let count = 1; ; count++) {
        if (sent.size > LEASE_MS / BEAT_MS) throw new Error('Announcements do not arrive');
        await current.requireListening();
        const asked = processClock().startMeasurement();
        sent.set(count, asked.monotonicMs);
        const databaseMs = await current.beat(count);
        listener.onDatabaseTime?.(asked, databaseMs);
        await sleep(BEAT_MS, undefined, { signal: stop.signal });
      }
    };
    try {
      await Promise.race([sendBeats(), lost]);
    } finally {
      if (!stop.signal.aborted) {
        connections = null;
        current.close();
      }
    }
  };

  const run = async () => {
    while (!stop.signal.aborted) {
      await runOnce().catch((error) => {
        if (!stop.signal.aborted)
          warnOncePerMinute('change-feed', { err: error }, 'The change feed has failed');
      });
      await sleep(RETRY_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const running = run();

  return {
    trusted,
    msSinceLastBeat: msSinceLastBeat,
    losses: trust.losses,
    async stop() {
      trust.stop();
      stop.abort();
      lastBeatSentAt = Number.NEGATIVE_INFINITY;
      await running;
      const last = connections;
      connections = null;
      await last?.releaseLease().catch(() => undefined);
      last?.close();
    },
  };
}

/** Logs when trust is lost, and when it is regained. */
function watchTrust(trusted: () => boolean) {
  let was: boolean | undefined;
  let losses = 0;
  const timer = setInterval(() => {
    const is = trusted();
    if (was === is || (was === undefined && !is)) return;
    if (was === undefined) log.info('The change feed works; judging from the cache');
    else if (is) log.info('The change feed works again; judging from the cache');
    else {
      losses += 1;
      warnOncePerMinute(
        'trust-lost',
        {},
        'The change feed is not trusted; querying the database for each request',
      );
    }
    was = is;
  }, BEAT_MS);
  timer.unref();
  return { losses: () => losses, stop: () => clearInterval(timer) };
}
