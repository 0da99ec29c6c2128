import { expect, it } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { createLog } from './log';

it.each([
  ['Prisma', { createdAt: 'never' }],
  ['PostgreSQL', { id: 'no uuid', createdAt: new Date() }],
])('of a query that %s refuses it keeps what was wrong, and none of the arguments', async (_, wrong) => {
  const data = { email: 'a@example.com', name: 'n', passwordHash: 'argon2-hash', ...wrong };
  const error = await prisma(database())
    .user.create({ data: data as never })
    .catch((error) => error);
  let line = '';
  createLog({
    write: (text) => {
      line += text;
    },
  }).error({ err: error }, 'failed');
  expect(line).toMatch(/Invalid (value|input)|uuid/i);
  expect(line).not.toMatch(/argon2-hash|a@example/);
});
