import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pg from 'pg';
import * as React from 'react';
import { expect, test, vi } from 'vitest';
import { requireActor } from '@/lib/identity/sessions/current';
import { newActor } from '@/test/people';
import { beginRequest } from '@/test/request';
import { countAttention, getOverview } from './overview';

vi.mock('next/headers', () => import('@/test/request'));
// As servers load it: what `cache` is given is called once in a request.
vi.mock('react', () => {
  const require = createRequire(import.meta.url);
  return require(join(dirname(require.resolve('react/package.json')), 'react.react-server.js'));
});

type Internals = { A: { getCacheForType<Kept>(make: () => Kept): Kept } | null };

/** What a renderer does around each request. */
async function inOneRequest(work: () => Promise<unknown>): Promise<void> {
  const [internals] = Object.entries(React).flatMap(([name, value]) =>
    name.startsWith('__SERVER_INTERNALS') ? [value as unknown as Internals] : [],
  );
  if (!internals) throw new Error('This is not the React of servers');
  const kept = new Map<unknown, unknown>();
  internals.A = {
    getCacheForType<Kept>(make: () => Kept) {
      if (!kept.has(make)) kept.set(make, make());
      return kept.get(make) as Kept;
    },
  };
  await work().finally(() => {
    internals.A = null;
  });
}

test('what needs attention is looked for once in a request, by the menu and the Overview', async () => {
  const person = await newActor();
  await beginRequest(person);
  const queries = vi.spyOn(pg.Client.prototype, 'query');
  const looked = () =>
    queries.mock.calls.filter(([query]) => JSON.stringify(query).includes('rotation-due')).length;
  const layout = async () => countAttention(await requireActor());
  const page = async () => getOverview(await requireActor());
  await inOneRequest(() => Promise.all([layout(), page()]));
  expect(looked()).toBe(1);
  await inOneRequest(layout);
  expect(looked()).toBe(2);
});
