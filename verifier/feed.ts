import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { log } from '@/lib/log';
import {
  ACKNOWLEDGEMENTS,
  acknowledgement,
  beatMessage,
  CHANGES,
  type Change,
  LEASE_MS,
  readChange,
} from '@/lib/revocation/schema';

const BEAT_MS = 250;
const CONNECT_MS = 2_000;
const RETRY_MS = 200;

export type Feed = {
  /** Whether memory may be judged by, at this moment. Look when the verdict is given, not before. */
  trusted(): boolean;
  /** Milliseconds since the sending of the last heartbeat that came back. */
  silenceMs(): number;
  stop(): Promise<void>;
};

type Listener = {
  /** Before any beat that follows: what was heard of is forgotten by the time that memory is trusted again. */
  onChange(change: Change): void;
  /** Announcements may have been missed. */
  onGap(): void;
};

/**
 * The change feed over one connection, which is also the heartbeat's. A beat is an announcement to oneself: that it
 * comes back shows that the feed works, and, since PostgreSQL keeps the order of commits, that everything committed
 * before it has been heard. The lease runs from the sending of the beat, on the monotonic clock.
 */
export function openFeed(databaseUrl: string, listener: Listener): Feed {
  const id = randomUUID();
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let beats = 0;
  let sent = new Map<number, number>();
  let heardAt = Number.NEGATIVE_INFINITY;

  const hear = (payload: string, from: pg.Client) => {
    const change = readChange(payload);
    if (change.kind === 'beat') {
      if (change.id !== id) return;
      heardAt = Math.max(heardAt, sent.get(change.count) ?? heardAt);
      sent.delete(change.count);
    } else if (change.kind === 'barrier') {
      say(from, 'select pg_notify($1, $2)', [ACKNOWLEDGEMENTS, acknowledgement(change.id, id)]);
    } else {
      listener.onChange(change);
    }
  };

  /** One statement after the other, as a connection takes them. A failed one gives the connection up. */
  let line = Promise.resolve();
  const say = (to: pg.Client, text: string, values: unknown[]) => {
    line = line
      .then(async () => {
        if (to === client) await to.query(text, values);
      })
      .catch(() => reset(to));
  };

  const beat = (to: pg.Client) => {
    if (to !== client || sent.size > LEASE_MS / BEAT_MS) return reset(to);
    beats += 1;
    sent.set(beats, performance.now());
    say(
      to,
      `with beaten as (
         insert into verifier (id, beat_at) values ($1, clock_timestamp())
         on conflict (id) do update set beat_at = excluded.beat_at returning id)
       select pg_notify($2, $3) from beaten`,
      [id, CHANGES, beatMessage(id, beats)],
    );
  };

  /** Gives a connection up that does not answer any more, without waiting for it. */
  const reset = (lost: pg.Client) => {
    if (lost !== client) return;
    client = null;
    clearInterval(timer);
    sent = new Map();
    line = Promise.resolve();
    void lost.end().catch(() => undefined);
    if (!stopped) setTimeout(connect, RETRY_MS);
  };

  const connect = async () => {
    if (stopped) return;
    const next = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: CONNECT_MS,
      options: '-c TimeZone=UTC -c synchronous_commit=off',
    });
    client = next;
    next.on('error', () => reset(next));
    next.on('end', () => reset(next));
    next.on('notification', ({ payload }) => client === next && hear(payload ?? '', next));
    try {
      await next.connect();
      await next.query(`delete from verifier where beat_at < clock_timestamp() - interval '1 hour'`);
      await next.query(`listen ${CHANGES}`);
      // Listening, and not trusted yet: nothing that is kept from here on can miss a change.
      listener.onGap();
      beat(next);
      timer = setInterval(() => beat(next), BEAT_MS);
    } catch (error) {
      log.warn({ err: error }, 'The change feed can not be reached; asking the database each time');
      reset(next);
    }
  };
  void connect();

  const silenceMs = () => performance.now() - heardAt;
  return {
    trusted: () => silenceMs() < LEASE_MS,
    silenceMs,
    async stop() {
      stopped = true;
      clearInterval(timer);
      heardAt = Number.NEGATIVE_INFINITY;
      const last = client;
      client = null;
      await line;
      // Nobody needs to wait for a lease that is given back.
      await last?.query('delete from verifier where id = $1', [id]).catch(() => undefined);
      await last?.end().catch(() => undefined);
    },
  };
}
