import pg from 'pg';

/** A new database, as after `npm start` and before the first account; `drop` deletes it. */
export async function cloneDatabase(superuserUrl: string, ownerUrl: string, template = 'keyport') {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await asSuperuser(superuserUrl, `CREATE DATABASE ${name} TEMPLATE ${template} OWNER keyport`);
  const url = new URL(ownerUrl);
  url.pathname = name;
  return {
    databaseUrl: url.href,
    drop: () => asSuperuser(superuserUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function asSuperuser(superuserUrl: string, statement: string): Promise<void> {
  const client = new pg.Client(superuserUrl);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
