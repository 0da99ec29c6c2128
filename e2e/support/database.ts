import pg from 'pg';
import type { Keyport } from './keyport';

type Row = Record<string, unknown>;

/** What is actually in the database, bypassing all of the program's own code. */
export async function query<Found extends Row = Row>(
  keyport: Keyport,
  text: string,
  values: unknown[] = [],
): Promise<Found[]> {
  const client = new pg.Client(keyport.databaseUrl);
  await client.connect();
  try {
    return (await client.query<Found>(text, values)).rows;
  } finally {
    await client.end();
  }
}
