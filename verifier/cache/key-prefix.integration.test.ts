import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { newIdentifier as newKeyText } from '@/lib/access/credentials/token';
import { rollKey } from '@/lib/access/keys/roll-key';
import type { Reveal } from '@/lib/access/keys/schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { restoreClock, stopClock } from '@/test/clock';
import { newKey, rollForm } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { pausableProxy } from '@/test/tcp-proxy';
import { startVerifier, type TestVerifier } from '@/test/verifier';

/** Stands for a restart of the portal with another KEY_PREFIX. */
const portalUses = (keyPrefix: string) => Object.assign(settings(), { keyPrefix });

let actor: Actor;
let running: TestVerifier;
beforeAll(async () => {
  actor = await newActor();
  running = await startVerifier();
});
afterAll(() => running.stop());
beforeEach(() => {
  portalUses('kp');
});
afterEach(() => {
  restoreClock();
});

const present = ({ key, secret }: Reveal) => ({ key, secret });

test('keys stay valid through a change of KEY_PREFIX and back, at verifiers that run and that start', async () => {
  const old = await newKey(actor);
  portalUses('acme');
  const fresh = await newKey(actor);
  expect(fresh.key).toMatch(/^acme_live_/);
  expect(fresh.secret).toMatch(/^acmes_live_/);
  const started = await startVerifier();
  for (const verifier of [running, started]) {
    expect(await verifier.verify(present(old))).toMatchObject({ code: 'VALID' });
    expect(await verifier.verify(present(fresh))).toMatchObject({ code: 'VALID' });
  }
  portalUses('kp');
  expect(await started.verify(present(fresh))).toMatchObject({ code: 'VALID' });
  expect(await started.verify(present(await newKey(actor)))).toMatchObject({ code: 'VALID' });
  await started.stop();
});

test('a key that is rolled under a new prefix works by both credentials until its grace ends', async () => {
  const { seed } = await withAuthenticator(actor);
  const old = await newKey(actor);
  portalUses('brand2');
  stopClock(Date.now() + 30_000);
  const rolled = await rollKey(actor, await rollForm(actor, old.id, await passcodeAt(seed, new Date())));
  restoreClock();
  if (!rolled.ok) throw new Error(rolled.code);
  expect(rolled.value.key).toMatch(/^brand2_live_/);
  expect(await running.verify(present(old))).toMatchObject({ code: 'VALID', key: { id: old.id } });
  expect(await running.verify(present(rolled.value))).toMatchObject({ code: 'VALID', key: { id: old.id } });
});

test('a key with a prefix that no stored key has causes no query', async () => {
  const { secret } = await newKey(actor);
  portalUses('never');
  const foreign = newKeyText('production');
  expect(await running.verify({ key: foreign, secret })).toMatchObject({ code: 'NOT_FOUND' });
  const before = running.asked();
  for (let i = 0; i < 20; i++) {
    expect(await running.verify({ key: newKeyText('production'), secret })).toMatchObject({
      code: 'NOT_FOUND',
    });
  }
  expect(running.asked()).toBe(before);
});

test('a verifier whose feed is cut still learns a new prefix', async () => {
  const proxy = await pausableProxy(settings().databaseUrl);
  const cut = await startVerifier({ feedUrl: proxy.url });
  const { secret } = await newKey(actor);
  await cut.verify({ key: newKeyText('production'), secret });
  proxy.pause();
  await vi.waitUntil(() => !cut.feed.trusted(), { timeout: 5_000 });
  portalUses('later');
  expect(await cut.verify(present(await newKey(actor)))).toMatchObject({ code: 'VALID' });
  await cut.stop();
  proxy.close();
});

test('without the database nothing is decided that memory does not know, and nothing at all past the lease', async () => {
  const proxy = await pausableProxy(settings().databaseUrl);
  const cut = await startVerifier({ feedUrl: proxy.url, lookupUrl: proxy.url });
  const seen = present(await newKey(actor));
  const unknown = () => ({ key: newKeyText('production'), secret: seen.secret });
  expect(await cut.verify(seen)).toMatchObject({ code: 'VALID' });
  expect(await cut.verify(unknown()), 'with a prefix that stored keys have').toMatchObject({
    code: 'NOT_FOUND',
  });
  portalUses('foreign');
  expect(await cut.verify(unknown()), 'with a prefix that none has').toMatchObject({ code: 'NOT_FOUND' });
  proxy.close();
  portalUses('kp');
  expect(await cut.verify(unknown()), 'whether the lease runs or not').toMatchObject({ status: 503 });
  await vi.waitUntil(() => !cut.feed.trusted(), { timeout: 5_000, interval: 5 });
  expect(await cut.verify(seen)).toMatchObject({ status: 503 });
  expect(await cut.verify(unknown())).toMatchObject({ status: 503 });
  portalUses('foreign');
  expect(await cut.verify(unknown())).toMatchObject({ status: 503 });
  await cut.stop();
});

test('a prefix is kept for whatever is stored, and for nothing else', async () => {
  const { id } = await newKey(actor);
  const add = (key: string) => prisma(database()).credential.create({ data: credential(id, key) });
  const prefixes = async () => (await prisma(database()).keyPrefix.findMany()).map(({ prefix }) => prefix);
  const before = await prefixes();
  await add('imported-identifier');
  await add('UPPER_live_0123456789');
  expect(await prefixes()).toEqual(before);
  await add('byhand_test_0123456789');
  expect(await prefixes()).toContain('byhand');
});

const credential = (apiKeyId: string, key: string) => ({
  apiKeyId,
  key,
  createdAt: new Date(),
  replacedAt: new Date(),
  endsAt: new Date(),
});
