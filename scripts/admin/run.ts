import { migrate } from '@/lib/db/migrate';
import { readBootstrap } from '@/lib/env';
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
    return await hand(argv);
  } finally {
    await reached.release();
  }
}

async function hand(argv: string[]): Promise<number> {
  const [{ admin }, { checkRootSecret }, { closeDatabase }, { stopHearing }] = await Promise.all([
    import('./main'),
    import('@/lib/secrets/check'),
    import('@/lib/db/client'),
    import('@/lib/revocation/acknowledgements'),
  ]);
  try {
    await checkRootSecret();
    return await admin(argv, process.stdin);
  } finally {
    await Promise.all([closeDatabase(), stopHearing()]);
  }
}
