import { EventEmitter } from 'node:events';
import type pg from 'pg';
import { newClient } from '@/lib/platform/db/session';
import { settings } from '@/lib/platform/env/env';
import { log } from '@/lib/platform/log/log';
import { ACKNOWLEDGEMENTS, readAcknowledgement } from './schema';

/** What verifiers say, heard over a connection of its own. Emits a barrier's id with the verifier's. */
const acks = new EventEmitter().setMaxListeners(0);

/** Networks drop connections that are silent, without a word: asked this often, one is never silent for long. */
const PING_MS = 5_000;

let listening: Promise<pg.Client> | null = null;

/** Resolves once acknowledgements are heard. Where the connection is lost, the next call opens another. */
export function listenForAcks(): Promise<pg.Client> {
  if (listening) return listening;
  const opening = open(() => clearConnection(opening));
  opening.catch(() => clearConnection(opening));
  listening = opening;
  return opening;
}

/** A connection that ends late must not take away the one that has replaced it. */
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

/** The verifiers that have passed a barrier, as they say so, and the way to wait for some of them. */
export function trackAcks(barrierId: string) {
  const passed = new Set<string>();
  const changed = new EventEmitter();
  const note = (verifierId: string) => {
    passed.add(verifierId);
    changed.emit('passed');
  };
  acks.on(barrierId, note);
  return {
    /** Resolves when all of `verifiers` have passed; never, if one of them doesn't. */
    all: (verifiers: ReadonlySet<string>) =>
      new Promise<void>((resolve) => {
        const look = () => [...verifiers].every((id) => passed.has(id)) && resolve();
        changed.on('passed', look);
        look();
      }),
    close: () => acks.off(barrierId, note),
  };
}
