import { defineConfig } from 'prisma/config';

// Only `prisma generate` reads this, and it needs no database: migrations run through lib/platform/db/migrate.
export default defineConfig({ schema: 'prisma/schema.prisma' });
