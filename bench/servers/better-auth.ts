import { createServer } from 'node:http';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';

/**
 * Better Auth's API-key plugin as its documentation sets it up, over the same PostgreSQL, behind the same bare
 * `node:http`. Its own limit of ten requests a day for a key is off; nothing else is changed.
 */
const options = {
  database: new pg.Pool({
    connectionString: process.env.DATABASE_URL,
    max: 20,
    options: await emptySchema(),
  }),
  secret: process.env.KEYPORT_SECRET ?? '',
  baseURL: 'http://127.0.0.1',
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  plugins: [apiKey({ rateLimit: { enabled: false } })],
};
const auth = betterAuth(options);
const { runMigrations } = await getMigrations(options);
await runMigrations();
const email = `bench-${Date.now()}@example.com`;
const { user } = await auth.api.signUpEmail({
  body: { email, password: 'correct horse battery', name: 'Bench' },
});
const keys = await Promise.all(
  Array.from({ length: 1000 }, async () => (await auth.api.createApiKey({ body: { userId: user.id } })).key),
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const { key } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const { valid } = await auth.api.verifyApiKey({ body: { key } });
    const text = JSON.stringify({ valid, code: valid ? 'VALID' : 'NOT_FOUND' });
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  });
});
/** A schema of its own: Keyport has a table named session too. */
async function emptySchema(): Promise<string> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query('drop schema if exists better_auth cascade');
  await client.query('create schema better_auth');
  await client.end();
  return '-c search_path=better_auth';
}

server.keepAliveTimeout = 75_000;
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.(JSON.stringify(keys)));
process.on('disconnect', () => process.exit(0));
