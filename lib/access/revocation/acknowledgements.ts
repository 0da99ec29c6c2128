import { EventEmitter } from 'node:events';
import type pg from 'pg';
import { newClient } from '@/lib/platform/db/session';
import { settings } from '@/lib/platform/env/env';
import { log } from '@/lib/platform/log/log';
import { ACKNOWLEDGEMENTS, readAcknowledgement } from './schema';

/**
 * Verifiers' acknowledgements, received over a connection of its own. Emits the id of a barrier with the id of the
 * verifier that passed it.
 */
const acks = new EventEmitter().setMaxListeners(0);

/** Networks drop silent connections without notice. A query this often keeps it from being silent for long. */
const PING_MS = 5_000;

let listening: Promise<pg.Client> | null = null;

/** Resolves once acknowledgements are received. After a lost connection the next call opens another. */
export function listenForAcks(): Promise<pg.Client> {
  if (listening) return listening;
  const opening = open(() => clearConnection(opening));
  opening.catch(() => clearConnection(opening));
  listening = opening;
  return opening;
}

/** A connection that ends late must not remove the one that has replaced it. */
function clearConnection(ended: Promise<pg.Client>): void {
  if (listening === ended) listening = null;
}

async function open(onLost: () => void): Promise<pg.Client> {
  const client = newClient('acknowledgements', settings().databaseUrl);
  client.on('error', (error) => {
    onLost();
    log.warn({ err: error }, 'The connection for acknowledgements was lost');
  });
  client.on('notification', ({ payload }) => {
    const { barrierId, verifierId } = readAcknowledgement(payload ?? '');
    acks.emit(barrierId, verifierId);
  });
  try {
    await client.connect();
    await client.query(`listen ${ACKNOWLEDGEMENTS}`);
  } catch (error) {
    void client.end().catch(() => undefined);
    throw error;
  }
  const ping = setInterval(() => {
    client.query('select 1').catch(() => {
      onLost();
      void client.end().catch(() => undefined);
    });
  }, PING_MS).unref();
  client.on('end', () => {
    clearInterval(ping);
    onLost();
  });
  return client;
}

export async function stopListening(): Promise<void> {
  const client = await listening?.catch(() => null);
  listening = null;
  await client?.end();
}

/** Tracks which verifiers have passed a barrier, and waits for some of them. */
export function trackAcks(barrierId: string) {
  const passed = new Set<string>();
  const changed = new EventEmitter();
  const note = (verifierId: string) => {
    passed.add(verifierId);
    changed.emit('passed');
  };
  acks.on(barrierId, note);
  return {
    /** Resolves when all of `verifiers` have passed the barrier; never, if one of them doesn't. */
    all: (verifiers: ReadonlySet<string>) =>
      new Promise<void>((resolve) => {
        const look = () => [...verifiers].every((id) => passed.has(id)) && resolve();
        changed.on('passed', look);
        look();
      }),
    close: () => acks.off(barrierId, note),
  };
}
