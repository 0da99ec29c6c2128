import type pg from 'pg';
import { isFull } from '@/lib/platform/db/driver-error';
import { newLastingConnection } from '@/lib/platform/db/session';

/**
 * Whether the database answers. With a connection of its own: a pool that is worn out under load is slow, not
 * unready, and a portal that is taken out of service for it would push the load onto the next one.
 */
export class Readiness {
  /** Also asked for the time, once a second. */
  readonly pool: pg.Pool;

  constructor(databaseUrl: string) {
    this.pool = newLastingConnection('readiness', databaseUrl);
  }

  /** A server that is full answers too: its connections are at work. */
  async isReady(): Promise<boolean> {
    const ask = () =>
      this.pool.query('select 1').then(
        () => true,
        (error) => isFull(error),
      );
    // A connection that was cut while it was idle says nothing about the server that is there now.
    return (await ask()) || ask();
  }

  async close(): Promise<void> {
    await this.pool.end().catch(() => undefined);
  }
}
