import { beforeEach, describe, expect, test } from 'vitest';
import { changeGrant } from '@/lib/access/permissions/change-grant';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { editForm, newKey, requireKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { changeKeyStatus } from './change-status';
import { deleteKey } from './delete-key';
import { editKey } from './edit-key';
import type { Reveal } from './schema';

let actor: Actor;
let key: Reveal;
beforeEach(async () => {
  actor = await newActor();
  key = await newKey(actor, { permissions: ['generator', 'mapper'] });
});

const withdraw = (permission: string) =>
  changeGrant({ userId: null, name: 'test', address: '' }, 'withdraw', {
    organization: actor.organization.name,
    permission,
  });
const latestEvent = () =>
  prisma(database()).auditEvent.findFirstOrThrow({
    where: { subjectId: key.id },
    orderBy: { position: 'desc' },
  });

describe('an edit', () => {
  test('changes what was changed, keeps the credentials, and says so in the audit log', async () => {
    const form = await editForm(actor, key.id, {
      name: 'Renamed',
      permissions: ['generator'],
      ipRanges: '2001:DB8::1\n203.0.113.7/32',
    });
    expect(await editKey(actor, form)).toMatchObject({ ok: true });
    expect(await requireKey(actor, key.id)).toMatchObject({
      name: 'Renamed',
      key: key.key,
      ipRanges: ['2001:db8::1', '203.0.113.7'],
      permissions: [{ name: 'generator' }],
    });
    expect((await latestEvent()).details).toEqual({
      before: { name: key.name, permissions: ['generator', 'mapper'], ipRanges: [] },
      after: { name: 'Renamed', permissions: ['generator'], ipRanges: ['2001:db8::1', '203.0.113.7'] },
    });
  });

  test('of the rate limit is shown with its period, old and new', async () => {
    const limit = async (typed: string, period: 'second' | 'day') => {
      const form = await editForm(actor, key.id, { rate: { limit: typed, period } });
      expect(await editKey(actor, form)).toMatchObject({ ok: true });
      return (await requireKey(actor, key.id)).rate;
    };
    expect(await limit(' 100 ', 'second')).toEqual({ limit: 100, period: 'second' });
    expect((await latestEvent()).details).toEqual({
      before: { rate: null },
      after: { rate: { limit: 100, period: 'second' } },
    });
    expect(await limit('100', 'day')).toEqual({ limit: 100, period: 'day' });
    expect(await limit('', 'day')).toBeNull();
    expect((await latestEvent()).details).toEqual({
      before: { rate: { limit: 100, period: 'day' } },
      after: { rate: null },
    });
  });

  test('made on a stale form is refused and overwrites nothing', async () => {
    const stale = await editForm(actor, key.id, { description: 'second' });
    await editKey(actor, await editForm(actor, key.id, { description: 'first' }));
    expect(await editKey(actor, stale)).toMatchObject({ code: 'KEY_CHANGED' });
    expect((await requireKey(actor, key.id)).description).toBe('first');
  });

  test('keeps an expiration that has passed, unless it is changed', async () => {
    const past = new Date('2026-01-02T03:04:05.678Z');
    await prisma(database()).apiKey.update({ where: { id: key.id }, data: { expiresAt: past } });
    expect(await editKey(actor, await editForm(actor, key.id, { name: 'Kept' }))).toMatchObject({ ok: true });
    expect((await requireKey(actor, key.id)).expiresAt).toBe(past.toISOString());
    const earlier = { local: '2026-01-02T03:03', zone: 'UTC' };
    expect(await editKey(actor, await editForm(actor, key.id, { expiration: earlier }))).toMatchObject({
      code: 'BAD_TIME',
    });
  });

  test('to a name that is taken is refused', async () => {
    const { name } = await newKey(actor);
    const form = await editForm(actor, key.id, { name: name.toUpperCase() });
    expect(await editKey(actor, form)).toMatchObject({ code: 'NAME_TAKEN' });
  });
});

describe('a permission that was withdrawn', () => {
  test('can be kept, and removed permanently', async () => {
    await withdraw('mapper');
    expect((await requireKey(actor, key.id)).permissions).toMatchObject([
      { name: 'mapper', effect: 'withdrawn' },
      { name: 'generator', effect: 'effective' },
    ]);
    expect(await editKey(actor, await editForm(actor, key.id, { name: 'Kept it' }))).toMatchObject({
      ok: true,
    });
    expect(await editKey(actor, await editForm(actor, key.id, { permissions: ['generator'] }))).toMatchObject(
      { ok: true },
    );
    const again = await editForm(actor, key.id, { permissions: ['generator', 'mapper'] });
    expect(await editKey(actor, again)).toMatchObject({ code: 'PERMISSION_NOT_GRANTED' });
    expect(await latestEvent()).toMatchObject({ action: 'key.edit', outcome: 'failure' });
  });
});

test('a form from before a withdrawn permission was removed is outdated, and no forgery', async () => {
  await withdraw('mapper');
  const stale = await editForm(actor, key.id, { description: 'second' });
  await editKey(actor, await editForm(actor, key.id, { permissions: ['generator'] }));
  expect(await editKey(actor, stale)).toMatchObject({ code: 'KEY_CHANGED' });
  expect(await latestEvent()).toMatchObject({ action: 'key.edit', outcome: 'success' });
});

describe('a public key whose permission is not fit for public keys any more', () => {
  const setFit = (name: string, allowedForPublicKeys: boolean) =>
    prisma(database()).permission.update({ where: { name }, data: { allowedForPublicKeys } });

  test('keeps it or loses it permanently', async () => {
    await setFit('mapper', true);
    const { id } = await newKey(actor, { type: 'public', permissions: ['generator', 'mapper'] });
    await setFit('generator', false);
    try {
      expect((await requireKey(actor, id)).permissions).toMatchObject([
        { name: 'mapper', effect: 'effective' },
        { name: 'generator', effect: 'not-for-public-keys' },
      ]);
      const kept = await editForm(actor, id, { name: 'Kept' });
      expect(await editKey(actor, kept)).toMatchObject({ ok: true });
      const lost = await editForm(actor, id, { permissions: ['mapper'] });
      expect(await editKey(actor, lost)).toMatchObject({ ok: true });
      const again = await editForm(actor, id, { permissions: ['generator', 'mapper'] });
      expect(await editKey(actor, again)).toMatchObject({ code: 'PERMISSION_NOT_GRANTED' });
    } finally {
      await setFit('generator', true);
      await setFit('mapper', false);
    }
  });
});

describe('status', () => {
  test.each([
    ['disable', 'disabled'],
    ['revoke', 'revoked'],
  ] as const)('%s makes it %s, once', async (transition, state) => {
    await changeKeyStatus(actor, transition, { id: key.id });
    await changeKeyStatus(actor, transition, { id: key.id });
    expect((await requireKey(actor, key.id)).state).toBe(state);
    expect(
      await prisma(database()).auditEvent.count({
        where: { subjectId: key.id, action: `key.${transition}` },
      }),
    ).toBe(1);
  });

  test.each(['enable', 'disable'] as const)('revoked is final: %s', async (transition) => {
    await changeKeyStatus(actor, 'revoke', { id: key.id });
    expect(await changeKeyStatus(actor, transition, { id: key.id })).toMatchObject({ code: 'KEY_REVOKED' });
    expect((await requireKey(actor, key.id)).state).toBe('revoked');
  });
});

describe('deletion', () => {
  test.each([
    ['a wrong letter', (text: string) => `${text.slice(0, -1)}~`],
    ['another case', (text: string) => text.toUpperCase()],
    ['a trailing blank', (text: string) => `${text} `],
    ['nothing', () => ''],
  ])('with %s is refused', async (_case, change) => {
    const confirmation = change(key.key);
    expect(await deleteKey(actor, { id: key.id, confirmation })).toMatchObject({
      code: 'CONFIRMATION_DIFFERS',
    });
    await requireKey(actor, key.id);
  });

  test('leaves nothing but the audit log', async () => {
    expect(await deleteKey(actor, { id: key.id, confirmation: key.key })).toMatchObject({ ok: true });
    expect(await prisma(database()).credential.count({ where: { apiKeyId: key.id } })).toBe(0);
    expect(await latestEvent()).toMatchObject({
      action: 'key.delete',
      subjectName: key.name,
      details: { key: key.key },
    });
  });
});

test('an end in the hour that comes twice stays where it is when something else is edited', async () => {
  // Berlin, 25 October 2037: 02:30 in summer time is 00:30 UTC, an hour later in winter time 01:30 UTC.
  const second = { local: '2037-10-25T01:30', zone: 'UTC' };
  const { id } = await newKey(actor, { expiration: second });
  const form = await editForm(actor, id, {
    name: 'Renamed at night',
    expiration: { local: '2037-10-25T02:30', zone: 'Europe/Berlin' },
  });
  expect(await editKey(actor, form)).toMatchObject({ ok: true });
  expect((await requireKey(actor, id)).expiresAt).toBe('2037-10-25T01:30:00.000Z');
});
