import pg from 'pg';

/**
 * Makes a database's clock follow the moved one of the processes under test: Keyport uses the database's time.
 * PostgreSQL's function can't be replaced, only renamed; a new one with its name reads the same file as the processes.
 */
export async function moveDatabaseClock(
  superuserUrl: string,
  databaseUrl: string,
  file: string,
): Promise<void> {
  const url = new URL(superuserUrl);
  url.pathname = new URL(databaseUrl).pathname;
  const client = new pg.Client(url.href);
  await client.connect();
  try {
    await client.query(`
      alter function pg_catalog.clock_timestamp() rename to real_clock_timestamp;
      create function pg_catalog.clock_timestamp() returns timestamptz language plpgsql volatile security definer as $$
      begin
        return pg_catalog.real_clock_timestamp()
          + pg_read_file(${pg.escapeLiteral(file)})::float8 * interval '1 millisecond';
      end $$`);
  } finally {
    await client.end();
  }
}
