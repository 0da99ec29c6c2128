import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newIdentifier, newSecret } from '@/lib/access/credentials/token';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { deleteKey } from '@/lib/access/keys/delete-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { importKey, newToken } from '@/test/imports';
import { newActor } from '@/test/people';
import { pausableProxy } from '@/test/tcp-proxy';
import { startVerifier, type TestVerifier } from '@/test/verifier';

let ada: Actor;
let verifier: TestVerifier;
beforeAll(async () => {
  ada = await newActor();
  verifier = await startVerifier();
});
afterAll(() => verifier.stop());

const imported = (values: Record<string, unknown>) => importKey(ada, values);

/** How many queries `work` caused. */
async function queriesOf(work: () => Promise<unknown>): Promise<number> {
  const before = verifier.asked();
  await work();
  return verifier.asked() - before;
}

describe('garbage and unknown tokens cost no query', () => {
  const garbage = () => [
    { key: newToken() },
    { key: `a.b.${newToken()}` },
    { key: 'nobody', secret: newToken() },
    { key: `nobody.${newToken()}` },
    { key: 'x'.repeat(10_000) },
    { key: 'short' },
    { key: `${newToken()}\0` },
    { key: `${newToken()},${newToken()}` },
    { key: `${newToken()}\ud800` },
    { key: newIdentifier('production').slice(0, -1), secret: newSecret('production') },
    { key: newIdentifier('production'), secret: newToken() },
    { key: newSecret('production') },
  ];
  const ask = async (asked: TestVerifier) => {
    const verdicts = [];
    for (const body of garbage()) verdicts.push((await asked.verify(body)).code);
    return new Set(verdicts);
  };

  test('with imported keys', async () => {
    await imported({ token: newToken() });
    const before = verifier.asked();
    expect(await ask(verifier)).toEqual(new Set(['NOT_FOUND']));
    expect(verifier.asked()).toBe(before);
  });

  test('without any', async () => {
    await prisma(database()).$executeRaw`truncate imported_token`;
    const empty = await startVerifier();
    const before = empty.asked();
    expect(await ask(empty)).toEqual(new Set(['NOT_FOUND']));
    expect([empty.asked() - before, empty.directory.imported.size]).toEqual([0, 0]);
    await empty.stop();
  });

  test('a good token is looked up once, a deleted one no more often than one of Keyport’s own', async () => {
    const [token, other] = [newToken(), newToken()];
    const { id, key } = await imported({ token });
    // What keys begin with is read with the first one.
    await imported({ token: other });
    await verifier.verify({ key: other });
    expect(await queriesOf(() => verifier.verify({ key: token }))).toBe(2);
    expect(await queriesOf(() => verifier.verify({ key: token }))).toBe(0);
    await deleteKey(ada, { id, confirmation: key });
    await verifier.verify({ key: token });
    const asked = await queriesOf(async () => {
      for (let i = 0; i < 20; i++) {
        expect(await verifier.verify({ key: token })).toMatchObject({ code: 'NOT_FOUND' });
      }
    });
    expect(asked).toBe(0);
    // One that starts afterwards doesn't even know that there was such a token.
    const started = await startVerifier();
    const before = started.asked();
    expect(await started.verify({ key: token })).toMatchObject({ code: 'NOT_FOUND' });
    expect(started.asked()).toBe(before);
    await started.stop();
  });
});

describe('a token that was just imported is judged at once', () => {
  test('by every verifier, also where it was refused a moment ago', async () => {
    const others = await Promise.all([startVerifier(), startVerifier()]);
    const verifiers = [verifier, ...others];
    for (let i = 0; i < 10; i++) {
      const token = newToken();
      for (const { verify } of verifiers)
        expect(await verify({ key: token })).toMatchObject({ code: 'NOT_FOUND' });
      await imported({ token });
      for (const { verify } of verifiers)
        expect(await verify({ key: token })).toMatchObject({ code: 'VALID' });
    }
    await Promise.all(others.map((other) => other.stop()));
  });

  test('by a verifier whose feed is cut, which asks the database', async () => {
    const proxy = await pausableProxy(settings().databaseUrl);
    const cut = await startVerifier({ feedUrl: proxy.url });
    proxy.pause();
    const token = newToken();
    const { id } = await imported({ token });
    expect(cut.feed.trusted()).toBe(false);
    expect(await cut.verify({ key: token })).toMatchObject({ code: 'VALID', key: { id } });
    await changeKeyStatus(ada, 'disable', { id });
    expect(await cut.verify({ key: token })).toMatchObject({ code: 'DISABLED' });
    proxy.restore();
    await vi.waitUntil(() => cut.directory.imported.isCurrent(), { timeout: 5_000 });
    const before = cut.asked();
    expect(await cut.verify({ key: newToken() })).toMatchObject({ code: 'NOT_FOUND' });
    expect(cut.asked()).toBe(before);
    expect(await cut.verify({ key: token })).toMatchObject({ code: 'DISABLED' });
    await cut.stop();
    proxy.close();
  });

  test('and where the database can not be asked either, nothing is decided', async () => {
    const proxy = await pausableProxy(settings().databaseUrl);
    const cut = await startVerifier({ feedUrl: proxy.url, lookupUrl: proxy.url });
    const token = newToken();
    await imported({ token });
    expect(await cut.verify({ key: token })).toMatchObject({ code: 'VALID' });
    proxy.close();
    await vi.waitUntil(() => !cut.feed.trusted(), { timeout: 5_000, interval: 5 });
    expect(await cut.verify({ key: token })).toMatchObject({ status: 503 });
    expect(await cut.verify({ key: newToken() })).toMatchObject({ status: 503 });
    await cut.stop();
  });

  test('while the tokens are being read', async () => {
    const token = newToken();
    await imported({ token });
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const slow = await startVerifier({
      untrusted: true,
      around: (lookup) => ({
        ...lookup,
        async *importedStarts() {
          await held;
          yield* lookup.importedStarts();
        },
      }),
    });
    await vi.waitUntil(() => slow.feed.trusted(), { timeout: 5_000 });
    expect(slow.directory.imported.isCurrent()).toBe(false);
    const later = newToken();
    await imported({ token: later });
    for (const key of [token, later]) expect(await slow.verify({ key })).toMatchObject({ code: 'VALID' });
    expect(await slow.verify({ key: newToken() })).toMatchObject({ code: 'NOT_FOUND' });
    letGo();
    await vi.waitUntil(() => slow.directory.imported.isCurrent(), { timeout: 5_000 });
    const before = slow.asked();
    expect(await slow.verify({ key: newToken() })).toMatchObject({ code: 'NOT_FOUND' });
    expect(slow.asked()).toBe(before);
    for (const key of [token, later]) expect(await slow.verify({ key })).toMatchObject({ code: 'VALID' });
    await slow.stop();
  });
});

test('a change by hand in SQL counts as well', async () => {
  const token = newToken();
  const { key } = await imported({ token });
  expect(await verifier.verify({ key: token })).toMatchObject({ code: 'VALID' });
  await prisma(database()).importedToken.delete({ where: { key } });
  await vi.waitUntil(async () => (await verifier.verify({ key: token })).code === 'NOT_FOUND');
  expect(verifier.directory.imported.size).toBe(
    await prisma(database()).importedToken.count({ where: { deletedAt: null } }),
  );
});
