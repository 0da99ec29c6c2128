import { issueSetupLink } from '@/lib/organizations/setup/setup-link';
import { closeDatabase } from '@/lib/platform/db/database';

/** What `npm start` does on an empty database, as a program of its own: it says the link. */
process.stdout.write(String(await issueSetupLink(new Date())));
await closeDatabase();
