import { EventEmitter } from 'node:events';
import pg from 'pg';
import { settings } from '@/lib/env';
import { log } from '@/lib/log';
import { ACKNOWLEDGEMENTS, readAcknowledgement } from './schema';

/** What verifiers say, heard over a connection of its own. Emits a barrier's id with the verifier's. */
const heard = new EventEmitter().setMaxListeners(0);

let listening: Promise<pg.Client> | null = null;

/** Resolves once acknowledgements are heard. Where the connection is lost, the next call opens another. */
export function hearAcknowledgements(): Promise<pg.Client> {
  listening ??= open().catch((error) => {
    listening = null;
    throw error;
  });
  return listening;
}

async function open(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: settings().databaseUrl, connectionTimeoutMillis: 2_000 });
  client.on('error', (error) => {
    listening = null;
    log.warn({ err: error }, 'The connection for acknowledgements was lost');
  });
  client.on('end', () => {
    listening = null;
  });
  client.on('notification', ({ payload }) => {
    const { barrierId, verifierId } = readAcknowledgement(payload ?? '');
    heard.emit(barrierId, verifierId);
  });
  await client.connect();
  await client.query(`listen ${ACKNOWLEDGEMENTS}`);
  return client;
}

export async function stopHearing(): Promise<void> {
  const client = await listening?.catch(() => null);
  listening = null;
  await client?.end();
}

/** The verifiers that have passed a barrier, as they say so, and the way to wait for some of them. */
export function collect(barrierId: string) {
  const passed = new Set<string>();
  const changed = new EventEmitter();
  const note = (verifierId: string) => {
    passed.add(verifierId);
    changed.emit('passed');
  };
  heard.on(barrierId, note);
  return {
    /** Resolves when all of `verifiers` have passed; never, if one of them doesn't. */
    all: (verifiers: ReadonlySet<string>) =>
      new Promise<void>((resolve) => {
        const look = () => [...verifiers].every((id) => passed.has(id)) && resolve();
        changed.on('passed', look);
        look();
      }),
    close: () => heard.off(barrierId, note),
  };
}
