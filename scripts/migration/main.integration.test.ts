import { expect, it } from 'vitest';
import { settings } from '@/lib/platform/env/env';
import { difference } from './main';

it('the migrations lead to prisma/schema.prisma, so that the next one holds only what was changed', async () => {
  expect(await difference(settings().databaseUrl)).toBeUndefined();
});
