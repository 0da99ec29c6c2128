import { issueSetupLink } from '@/lib/accounts/setup-link';
import { closeDatabase } from '@/lib/db/client';

/** What `npm start` does on an empty database, as a program of its own: it says the link. */
process.stdout.write(String(await issueSetupLink(new Date())));
await closeDatabase();
