import type pg from 'pg';
import { isFull } from '@/lib/platform/db/driver-error';
import { newLastingConnection } from '@/lib/platform/db/session';

/**
 * Whether the database answers, over a connection of its own: an exhausted pool is slow, not unready, and taking the
 * portal out of service for it would push its load onto the next one.
 */
export class Readiness {
  /** It also measures the database's clock, once a second. */
  readonly pool: pg.Pool;

  constructor(databaseUrl: string) {
    this.pool = newLastingConnection('readiness', databaseUrl);
  }

  /** A full server has answered too: its connections are in use. */
  async isReady(): Promise<boolean> {
    const ask = () =>
      this.pool.query('select 1').then(
        () => true,
        (error) => isFull(error),
      );
    // A connection that was closed while idle says nothing about the server's current state.
    return (await ask()) || ask();
  }

  async close(): Promise<void> {
    await this.pool.end().catch(() => undefined);
  }
}
