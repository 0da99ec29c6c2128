import { issueSetupLink } from '@/lib/organizations/setup/setup-link';
import { closeDatabase } from '@/lib/platform/db/database';

/** What `npm start` does with an empty database, as a program of its own: it prints the link. */
process.stdout.write(String(await issueSetupLink(new Date())));
await closeDatabase();
