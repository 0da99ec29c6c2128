import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { findLivingVerifiers } from './verifier-store';

beforeEach(() => prisma(database()).verifier.deleteMany());

/** A verifier whose last beat was so long ago, as the database's clock has it now. */
async function addVerifier(age: string): Promise<string> {
  const id = randomUUID();
  await prisma(database())
    .$executeRaw`insert into verifier (id, beat_at) values (${id}::uuid, clock_timestamp() - ${age}::interval)`;
  return id;
}

test('a verifier that has been silent for longer than a lease can run is not waited for', async () => {
  const living = await addVerifier('0.2 s');
  await addVerifier('5 s');
  expect(await findLivingVerifiers()).toEqual(new Set([living]));
});

test('where the clock was set forward since their last beats, all of them are waited for', async () => {
  const both = [await addVerifier('1 hour'), await addVerifier('1 hour 0.2 s')];
  expect(await findLivingVerifiers()).toEqual(new Set(both));
});
