import { migrate } from '@/lib/platform/db/migrate';
import { newLastingConnection } from '@/lib/platform/db/session';
import { readBootstrap } from '@/lib/platform/env/env';
import { measureClock } from '@/lib/platform/time/measure-clock';
import { reachDatabase } from './reach-database';

/** Connects to the database, starting the embedded one if needed, applies migrations and runs the command. */
export async function main(argv: string[]): Promise<number> {
  const settings = readBootstrap(process.env);
  const reached = await reachDatabase(settings);
  try {
    // Set before the domain is loaded, which reads its settings from the environment.
    process.env.DATABASE_URL = reached.databaseUrl;
    process.env.KEYPORT_SECRET = reached.secret;
    await migrate(reached.databaseUrl);
    await measureDatabaseClock(reached.databaseUrl);
    return await runAdminCommand(argv);
  } finally {
    await reached.release();
  }
}

/** Measures the database's clock, which decides when what a command creates expires. */
async function measureDatabaseClock(databaseUrl: string): Promise<void> {
  const pool = newLastingConnection('readiness', databaseUrl);
  try {
    await measureClock(pool);
  } finally {
    await pool.end();
  }
}

async function runAdminCommand(argv: string[]): Promise<number> {
  const [{ admin }, { checkRootSecret }, { closeDatabase }, { stopListening }] = await Promise.all([
    import('./main'),
    import('@/lib/platform/secrets/check-root-secret'),
    import('@/lib/platform/db/database'),
    import('@/lib/access/revocation/acknowledgements'),
  ]);
  try {
    await checkRootSecret();
    return await admin(argv, process.stdin);
  } finally {
    await Promise.all([closeDatabase(), stopListening()]);
  }
}
