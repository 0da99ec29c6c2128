import { expect, it } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { newActor } from '@/test/people';
import { checkAuditHead } from './check-head';

it('a log with events beyond its end is reported at the start, in one line', async () => {
  await newActor();
  await expect(checkAuditHead()).resolves.toBeUndefined();
  await prisma(database()).auditHead.update({ where: { id: 1 }, data: { count: 0 } });
  await expect(checkAuditHead()).rejects.toThrow(/^The database was restored in part[^\n]+$/);
});
