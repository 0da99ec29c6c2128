import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { isFull } from './driver-error';

const SHORTEST_PAUSE_MS = 50;
/** After this long, more connections are tried again. */
const SMALLER_FOR_MS = 10_000;
/** Meanwhile an unused connection is closed this soon, well within the time that another pool waits for a place. */
const IDLE_WHILE_SMALLER_MS = 250;

/**
 * A pool for a server that may have fewer free connections than the pool would use. A full server isn't a failure:
 * requests wait for a connection that is returned, or for a free one, as long as connecting may take. A pool that the
 * server has refused keeps no idle connections, so that pools in other processes get their turn.
 */
export class PatientPool extends pg.Pool {
  readonly #wanted: number;
  readonly #idleMs: number | null;
  readonly #patienceMs: number;
  #restore: NodeJS.Timeout | undefined;

  constructor(config: pg.PoolConfig & { max: number }) {
    super(config);
    this.#wanted = config.max;
    this.#idleMs = this.options.idleTimeoutMillis ?? null;
    this.#patienceMs = config.connectionTimeoutMillis ?? 0;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Parameters<pg.Pool['connect']>[0]): void;
  override connect(callback?: Parameters<pg.Pool['connect']>[0]): Promise<pg.PoolClient> | undefined {
    const connected = this.#connect();
    if (!callback) return connected;
    connected.then(
      (client) => callback(undefined, client, client.release),
      (error) => callback(error, undefined, () => undefined),
    );
    return undefined;
  }

  override async end(): Promise<void> {
    clearTimeout(this.#restore);
    await super.end();
  }

  async #connect(): Promise<pg.PoolClient> {
    for (const end = performance.now() + this.#patienceMs; ; ) {
      try {
        return await super.connect();
      } catch (error) {
        const isOver = this.ending || performance.now() + SHORTEST_PAUSE_MS > end;
        if (isOver || !isFull(error)) throw error;
        this.#beSmaller();
        await delay(SHORTEST_PAUSE_MS * (1 + Math.random()));
      }
    }
  }

  /** Existing connections are shared: asking a full server again and again would cost more. */
  #beSmaller(): void {
    this.options.max = Math.max(1, this.totalCount);
    this.options.idleTimeoutMillis = IDLE_WHILE_SMALLER_MS;
    clearTimeout(this.#restore);
    this.#restore = setTimeout(() => {
      this.options.max = this.#wanted;
      this.options.idleTimeoutMillis = this.#idleMs;
    }, SMALLER_FOR_MS).unref();
  }
}
