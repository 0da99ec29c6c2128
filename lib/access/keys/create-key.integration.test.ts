import { beforeAll, describe, expect, test } from 'vitest';
import { hashSecret } from '@/lib/access/credentials/secret-hash';
import { isSecret, prefixOfIdentifier } from '@/lib/access/credentials/token';
import { changeGrant } from '@/lib/access/permissions/change-grant';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { keyForm, newKey, requireKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { changeKeyStatus } from './change-status';
import { createKey } from './create-key';
import type { CreateKey } from './schema';

let actor: Actor;
beforeAll(async () => {
  actor = await newActor();
});

const countKeys = () => prisma(database()).apiKey.count({ where: { organizationId: actor.organization.id } });

describe('a key is born', () => {
  test('with a key and a secret, of which the hash alone is stored', async () => {
    const reveal = await newKey(actor, { name: 'Token server' });
    expect(prefixOfIdentifier(reveal.key)).toBe('kp');
    expect(isSecret(reveal.secret ?? '')).toBe(true);
    const stored = await prisma(database()).credential.findUniqueOrThrow({ where: { key: reveal.key } });
    expect(stored.secretHash).toEqual(hashSecret(reveal.secret ?? ''));
    const events = await prisma(database()).auditEvent.findMany({ where: { subjectId: reveal.id } });
    expect(events).toMatchObject([{ action: 'key.create', outcome: 'success', actorId: actor.userId }]);
    expect(JSON.stringify(events)).not.toContain(reveal.secret);
  });

  test('a public one without a secret', async () => {
    const reveal = await newKey(actor, { type: 'public' });
    expect(reveal.secret).toBeNull();
    expect(reveal.example).toEqual({ method: 'POST', url: 'https://api.example.com/v2/token/refresh' });
  });

  test('marked for its environment', async () => {
    expect((await newKey(actor, { environment: 'integration' })).key).toMatch(/^kp_test_/);
    expect((await newKey(actor)).key).toMatch(/^kp_live_/);
  });

  test.each([
    ['', null],
    ['1000000', { limit: 1_000_000, period: 'day' }],
  ])('with the rate limit %j', async (limit, stored) => {
    const { id } = await newKey(actor, { rate: { limit, period: 'day' } });
    expect((await requireKey(actor, id)).rate).toEqual(stored);
    const event = await prisma(database()).auditEvent.findFirstOrThrow({ where: { subjectId: id } });
    expect(event.details).toMatchObject({ rate: stored });
  });

  test('or not at all, if its audit event cannot be written', async () => {
    const before = await countKeys();
    const head = await prisma(database()).auditHead.findFirstOrThrow();
    await prisma(database()).auditHead.deleteMany();
    await expect(createKey(actor, keyForm())).rejects.toThrow('audit chain');
    await prisma(database()).auditHead.create({ data: head });
    expect(await countKeys()).toBe(before);
  });
});

describe('refused, with the message at its field', () => {
  test.each<[string, Partial<CreateKey>, string, string, string]>([
    [
      'a permission that is not in the catalogue',
      { permissions: ['root'] },
      'PERMISSION_NOT_GRANTED',
      'permissions',
      'root',
    ],
    [
      'a public key that may map',
      { type: 'public', permissions: ['mapper'] },
      'PERMISSION_NOT_GRANTED',
      'permissions',
      'public key',
    ],
    [
      'a time that has passed',
      { expiration: { local: '2020-01-01T00:00', zone: 'UTC' } },
      'BAD_TIME',
      'expiration',
      'still to come',
    ],
    [
      'a time that is none',
      { expiration: { local: '2999-02-30T00:00', zone: 'UTC' } },
      'BAD_TIME',
      'expiration',
      'exist',
    ],
    [
      'a zone that is none',
      { expiration: { local: '2999-02-03T00:00', zone: 'Nowhere' } },
      'BAD_TIME',
      'expiration',
      'zone',
    ],
    ['everyone, unasked', { ipRanges: '0.0.0.0/0' }, 'EVERYONE_UNCONFIRMED', 'everyone', 'every IPv4'],
  ])('%s', async (_case, more, code, field, words) => {
    const before = await countKeys();
    const refused = await createKey(actor, keyForm(more));
    expect(refused).toMatchObject({ ok: false, code, fields: { [field]: [expect.stringContaining(words)] } });
    expect(await countKeys()).toBe(before);
  });

  test('a permission that was not granted is recorded as a refusal', async () => {
    const poor = await newActor();
    await changeGrant({ userId: null, name: 'test', address: '' }, 'withdraw', {
      organization: poor.organization.name,
      permission: 'bidder',
    });
    const refused = await createKey(poor, keyForm({ permissions: ['generator', 'bidder'] }));
    expect(refused).toMatchObject({ code: 'PERMISSION_NOT_GRANTED' });
    const [event] = await prisma(database()).auditEvent.findMany({
      where: { actorId: poor.userId },
      orderBy: { position: 'desc' },
    });
    expect(event).toMatchObject({
      action: 'key.create',
      outcome: 'failure',
      details: { code: 'PERMISSION_NOT_GRANTED', permissions: ['bidder'] },
    });
  });
});

describe('a name', () => {
  test.each([
    ['in another case', 'Straße', 'STRASSE'],
    ['composed otherwise', 'Caf\u00e9', 'Cafe\u0301'],
  ])('is taken %s', async (_case, first, second) => {
    await newKey(actor, { name: first });
    const refused = await createKey(actor, keyForm({ name: second.normalize('NFC') }));
    expect(refused).toMatchObject({ ok: false, code: 'NAME_TAKEN', fields: { name: [expect.any(String)] } });
  });

  test('is free in the other environment, in another organization, and once its key is revoked', async () => {
    const { id } = await newKey(actor, { name: 'Shared name' });
    await newKey(actor, { name: 'Shared name', environment: 'integration' });
    await newKey(await newActor(), { name: 'Shared name' });
    await changeKeyStatus(actor, 'revoke', { id });
    await newKey(actor, { name: 'Shared name' });
  });
});

describe('a form that is sent twice', () => {
  test('makes one key, and the second answer has no secret', async () => {
    const form = keyForm();
    const first = await createKey(actor, form);
    const second = await createKey(actor, form);
    expect(first).toMatchObject({ ok: true, value: { kind: 'created' } });
    expect(second).toMatchObject({
      ok: true,
      value: { kind: 'duplicate-submission', key: { name: form.name } },
    });
    expect(JSON.stringify(second)).not.toContain('kps_');
  });

  test('even ten times concurrently', async () => {
    const form = keyForm();
    const answers = await Promise.all(Array.from({ length: 10 }, () => createKey(actor, form)));
    const kinds = answers.map((answer) => (answer.ok ? answer.value.kind : answer.code)).sort();
    expect(kinds).toEqual(['created', ...Array(9).fill('duplicate-submission')]);
    expect(await prisma(database()).apiKey.count({ where: { name: form.name } })).toBe(1);
  });

  test('can be sent again after it was refused', async () => {
    const { name } = await newKey(actor);
    const form = keyForm({ name });
    expect(await createKey(actor, form)).toMatchObject({ code: 'NAME_TAKEN' });
    expect(await createKey(actor, { ...form, name: `${name} 2` })).toMatchObject({
      value: { kind: 'created' },
    });
  });
});
