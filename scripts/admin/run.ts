import { migrate } from '@/lib/platform/db/migrate';
import { newLastingConnection } from '@/lib/platform/db/session';
import { readBootstrap } from '@/lib/platform/env/env';
import { measureClock } from '@/lib/platform/time/measure-clock';
import { reachDatabase } from './reach-database';

/** Finds the database, running or not, brings it up to date, and hands over to the command itself. */
export async function main(argv: string[]): Promise<number> {
  const settings = readBootstrap(process.env);
  const reached = await reachDatabase(settings);
  try {
    // Set before anything of the domain is loaded, which reads its settings from here.
    process.env.DATABASE_URL = reached.databaseUrl;
    process.env.KEYPORT_SECRET = reached.secret;
    await migrate(reached.databaseUrl);
    await goByDatabaseTime(reached.databaseUrl);
    return await hand(argv);
  } finally {
    await reached.release();
  }
}

/** What a command sets an end to is judged by the database's clock. */
async function goByDatabaseTime(databaseUrl: string): Promise<void> {
  const pool = newLastingConnection('readiness', databaseUrl);
  try {
    await measureClock(pool);
  } finally {
    await pool.end();
  }
}

async function hand(argv: string[]): Promise<number> {
  const [{ admin }, { checkRootSecret }, { closeDatabase }, { stopListening: stopHearing }] =
    await Promise.all([
      import('./main'),
      import('@/lib/platform/secrets/check-root-secret'),
      import('@/lib/platform/db/database'),
      import('@/lib/access/revocation/acknowledgements'),
    ]);
  try {
    await checkRootSecret();
    return await admin(argv, process.stdin);
  } finally {
    await Promise.all([closeDatabase(), stopHearing()]);
  }
}
