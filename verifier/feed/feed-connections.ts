import type pg from 'pg';
import {
  ACKNOWLEDGEMENTS,
  acknowledgement,
  beatChannel,
  beatMessage,
  CHANGES,
} from '@/lib/access/revocation/schema';
import { newClient } from '@/lib/platform/db/session';
import { DATABASE_MS } from '@/lib/platform/time/measure-clock';

/** Other verifiers' beats would be useless: each has a channel of its own. */
type Notification = { channel: string; payload: string };

/**
 * Something between this process and PostgreSQL, such as a pooler, distributes our statements over several sessions.
 */
class SessionChangedError extends Error {
  override name = 'NotOneSession';
}

/**
 * The change feed's two connections. One listens, and is silent while a beat is in progress; the other one sends beats
 * and acknowledgements. A session receives its own notifications along with the response to its statement, which a
 * transaction pooler passes on, while it discards those that arrive in between. So only a beat from another session
 * proves that notifications arrive.
 */
export class FeedConnections {
  readonly #listening: pg.Client;
  readonly #sending: pg.Client;
  readonly #verifierId: string;
  #listeningPid: number | undefined;

  constructor(
    databaseUrl: string,
    verifierId: string,
    onMessage: (message: Notification) => void,
    onLost: (error: Error) => void,
  ) {
    this.#verifierId = verifierId;
    this.#listening = newClient('feed', databaseUrl);
    this.#sending = newClient('feed', databaseUrl);
    for (const client of [this.#listening, this.#sending]) {
      client.on('error', onLost);
      client.on('end', () => onLost(new Error('PostgreSQL has ended a connection of the change feed')));
    }
    this.#listening.on('notification', ({ channel, payload = '' }) => onMessage({ channel, payload }));
  }

  /** Resolves once it listens for notifications. */
  async open(): Promise<void> {
    await Promise.all([this.#listening.connect(), this.#sending.connect()]);
    await this.#sending.query(`delete from verifier where beat_at < clock_timestamp() - interval '1 hour'`);
    this.#listeningPid = await this.#readListeningPid();
    await this.#listening.query(`listen ${CHANGES}; listen ${beatChannel(this.#verifierId)}`);
  }

  /** Throws if the listening connection is dead, or doesn't lead to the session that listens. */
  async requireListening(): Promise<void> {
    if ((await this.#readListeningPid()) !== this.#listeningPid) {
      throw new SessionChangedError(
        'The connection that listens for changes is handed from session to session',
      );
    }
  }

  /** Sends a beat to the listening connection, and returns the database's time. */
  async beat(count: number): Promise<number> {
    const { rows } = await this.#sending.query<{ database_ms: number }>(
      `with beaten as (
         insert into verifier (id, beat_at) values ($1, clock_timestamp())
         on conflict (id) do update set beat_at = excluded.beat_at returning id)
       select pg_notify($2, $3), ${DATABASE_MS} from beaten`,
      [this.#verifierId, beatChannel(this.#verifierId), beatMessage(count)],
    );
    return rows[0]?.database_ms ?? Number.NaN;
  }

  async acknowledge(barrierId: string): Promise<void> {
    const message = acknowledgement(barrierId, this.#verifierId);
    await this.#sending.query('select pg_notify($1, $2)', [ACKNOWLEDGEMENTS, message]);
  }

  /** Nobody has to wait for a lease that was given up. */
  async releaseLease(): Promise<void> {
    await this.#sending.query('delete from verifier where id = $1', [this.#verifierId]);
  }

  /** Doesn't wait for a server that may no longer respond. */
  close(): void {
    for (const client of [this.#listening, this.#sending]) void client.end().catch(() => undefined);
  }

  async #readListeningPid(): Promise<number | undefined> {
    const { rows } = await this.#listening.query<{ pid: number }>('select pg_backend_pid() as pid');
    return rows[0]?.pid;
  }
}
