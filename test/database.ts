import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { cloneDatabase } from './clone';

/**
 * Runs before each file of integration tests: gives it a database of its own, set before the modules under test are
 * loaded and read their settings.
 */
const { databaseUrl, drop } = await cloneDatabase(inject('superuserUrl'), inject('ownerUrl'));

for (const name of Object.keys(process.env)) {
  if (/^(PORTAL|VERIFIER|API|SMTP|OIDC|WEBHOOK)_/.test(name)) delete process.env[name];
}
Object.assign(process.env, {
  DATABASE_URL: databaseUrl,
  KEYPORT_SECRET: randomBytes(32).toString('hex'),
  PORTAL_URL: 'http://localhost:3000',
  NEXTAUTH_URL: 'http://localhost:3000',
});

afterAll(async () => {
  const { closeDatabase } = await import('@/lib/platform/db/database');
  const { stopListening } = await import('@/lib/access/revocation/acknowledgements');
  await Promise.all([closeDatabase(), stopListening()]);
  await drop();
});
