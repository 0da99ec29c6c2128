import pg from 'pg';

const WITHIN_MS = 2_000;

/**
 * Whether the database answers. With a connection of its own: a pool that is worn out under load is slow, not
 * unready, and a portal that is taken out of service for it would push the load onto the next one.
 */
export class Readiness {
  /** Also asked for the time, once a second. */
  readonly pool: pg.Pool;

  constructor(connectionString: string) {
    this.pool = new pg.Pool({
      connectionString,
      max: 1,
      connectionTimeoutMillis: WITHIN_MS,
      query_timeout: WITHIN_MS,
      application_name: 'keyport-portal-readiness',
    });
    // Without a listener a server that goes away would end the process; the next look says what matters.
    this.pool.on('error', () => undefined);
  }

  async isReady(): Promise<boolean> {
    const asked = () => this.pool.query('SELECT 1');
    // A connection that was cut while it was idle says nothing about the server that is there now.
    const answer = await asked()
      .catch(asked)
      .catch(() => undefined);
    return answer !== undefined;
  }

  async close(): Promise<void> {
    await this.pool.end().catch(() => undefined);
  }
}
