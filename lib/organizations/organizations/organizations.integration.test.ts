import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createKey } from '@/lib/access/keys/create-key';
import { listGrants, setGrant } from '@/lib/access/permissions/change-grant';
import type { Person } from '@/lib/identity/actor/schema';
import { invite } from '@/lib/organizations/invitations/invite';
import { inviteFirstAdmin } from '@/lib/organizations/invitations/invite-first-admin';
import { joinAsNew } from '@/lib/organizations/invitations/join';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { keyForm, newKey, requireKey } from '@/test/keys';
import { newActor, newOperator, PASSWORD } from '@/test/people';
import { changeOrganization } from './change-organization';
import { createOrganization } from './create-organization';
import { getOrganization, listOrganizations } from './list-organizations';
import { createOrganizationSchema, organizationQuerySchema } from './schema';

let operator: Person;
beforeAll(async () => {
  operator = await newOperator();
});

const query = (more: object = {}) => organizationQuerySchema.parse(more);
const named = () => `Northwind ${randomUUID()}`;
const eventsOf = (subjectId: string) =>
  prisma(database()).auditEvent.findMany({ where: { subjectId }, orderBy: { position: 'asc' } });

async function newOrganization(name = named()): Promise<string> {
  const made = await createOrganization(operator, { name, kind: 'dsp', firstAdmin: '' });
  if (!made.ok) throw new Error(made.code);
  return made.value.id;
}

describe('an organization', () => {
  test('is created with the default grants, and recorded', async () => {
    const id = await newOrganization();
    expect(await getOrganization(operator, id)).toMatchObject({ kind: 'dsp', members: 0 });
    const grants = await listGrants(operator, id);
    expect(grants.map(({ label, granted }) => [label, granted])).toEqual([
      ['Mapper', true],
      ['Generator', true],
      ['Sharer', true],
      ['Bidder', true],
    ]);
    expect(await eventsOf(id)).toMatchObject([
      {
        action: 'organization.create',
        organizationId: id,
        actorId: operator.userId,
        details: { kind: 'dsp' },
      },
    ]);
  });

  test('has a name that no other has, whatever its case', async () => {
    const name = named();
    const [first, second] = [await newOrganization(name), await newOrganization()];
    const taken = { code: 'NAME_TAKEN', fields: { name: [expect.any(String)] } };
    expect(
      await createOrganization(operator, { name: name.toUpperCase(), kind: 'dsp', firstAdmin: '' }),
    ).toMatchObject(taken);
    const seen = { name: (await getOrganization(operator, second))?.name ?? '', kind: 'dsp' as const };
    expect(await changeOrganization(operator, { id: second, name, kind: 'dsp', seen })).toMatchObject(taken);
    expect(await getOrganization(operator, first)).toMatchObject({ name });
  });

  test('is renamed and made another kind; a second change made on what was before is refused', async () => {
    const name = named();
    const id = await newOrganization(name);
    const seen = { name, kind: 'dsp' as const };
    const next = { id, name: `${name} Media`, kind: 'publisher' as const };
    expect(await changeOrganization(operator, { ...next, seen })).toMatchObject({ ok: true });
    expect(await changeOrganization(operator, { id, name: 'Else', kind: 'dsp', seen })).toMatchObject({
      code: 'ORGANIZATION_CHANGED',
    });
    expect(await getOrganization(operator, id)).toMatchObject({ name: next.name, kind: 'publisher' });
    expect((await eventsOf(id))[1]).toMatchObject({
      action: 'organization.edit',
      details: { before: seen, after: { name: next.name, kind: 'publisher' } },
    });
    const nowhere = { ...next, id: randomUUID(), seen };
    expect(await changeOrganization(operator, nowhere)).toMatchObject({ code: 'NO_SUCH_ORGANIZATION' });
  });
});

describe('the first Admin', () => {
  test('is invited with the organization, joins by the link, and then no operator invites another', async () => {
    const email = `${randomUUID()}@example.com`;
    const made = await createOrganization(operator, { name: named(), kind: 'dsp', firstAdmin: email });
    if (!made.ok || made.value.sent?.by !== 'hand') throw new Error(JSON.stringify(made));
    const { id, sent } = made.value;
    expect(await getOrganization(operator, id)).toMatchObject({ hasAdmin: false, members: 0 });
    const again = await inviteFirstAdmin(operator, { organizationId: id, email });
    if (!again.ok || again.value.by !== 'hand') throw new Error(JSON.stringify(again));
    const join = (link: string) =>
      joinAsNew({ token: link.split('/').at(-1) ?? '', name: 'Ada', password: PASSWORD }, '203.0.113.7');
    expect(await join(sent.link), 'an older link').toMatchObject({ code: 'INVITATION_OVER' });
    expect(await join(again.value.link)).toMatchObject({ ok: true });
    expect(await getOrganization(operator, id)).toMatchObject({ hasAdmin: true, members: 1 });
    expect(await inviteFirstAdmin(operator, { organizationId: id, email: 'eve@example.com' })).toMatchObject({
      code: 'HAS_ADMIN',
    });
    const events = await prisma(database()).auditEvent.findMany({
      where: { organizationId: id, action: { startsWith: 'invitation.' } },
      orderBy: { position: 'asc' },
    });
    expect(events).toMatchObject([
      { action: 'invitation.create', actorId: operator.userId, details: { role: 'admin' } },
      { action: 'invitation.create' },
      { action: 'invitation.accept', details: { role: 'admin' } },
    ]);
    expect(JSON.stringify(events)).not.toContain(sent.link.split('/').at(-1));
  });

  test("ends the operator's other open invitations by joining, and no Admin's", async () => {
    const id = await newOrganization();
    const invited = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const sent = await inviteFirstAdmin(operator, {
          organizationId: id,
          email: `${randomUUID()}@example.com`,
        });
        if (!sent.ok || sent.value.by !== 'hand') throw new Error(JSON.stringify(sent));
        return sent.value.link.split('/').at(-1) ?? '';
      }),
    );
    const join = (token = '') => joinAsNew({ token, name: 'Ada', password: PASSWORD }, '203.0.113.7');
    const joined = await Promise.all(invited.map(join));
    expect(joined.map((result) => (result.ok ? 'joined' : result.code)).sort()).toEqual([
      'INVITATION_OVER',
      'INVITATION_OVER',
      'joined',
    ]);
    expect(await prisma(database()).membership.count({ where: { organizationId: id } })).toBe(1);
    const withdrawn = { organizationId: id, action: 'invitation.withdraw' };
    expect(await prisma(database()).auditEvent.findMany({ where: withdrawn })).toMatchObject(
      Array(2).fill({ actorId: null, actorName: 'Keyport', outcome: 'success' }),
    );

    const admin = await newActor();
    for (let i = 0; i < 2; i++) await invite(admin, { email: `${randomUUID()}@example.com`, role: 'admin' });
    await newActor({ organization: admin.organization.name });
    const left = { organizationId: admin.organization.id };
    expect(await prisma(database()).invitation.count({ where: left })).toBe(2);
  });

  test('is invited by an operator alone, to an organization that is there', async () => {
    const admin = await newActor();
    const given = { organizationId: await newOrganization(), email: admin.email };
    expect(await inviteFirstAdmin(admin, given)).toMatchObject({ code: 'NOT_OPERATOR' });
    expect(
      await prisma(database()).invitation.count({ where: { organizationId: given.organizationId } }),
    ).toBe(0);
    const nowhere = { ...given, organizationId: randomUUID() };
    expect(await inviteFirstAdmin(operator, nowhere)).toMatchObject({ code: 'NO_SUCH_ORGANIZATION' });
  });

  test.each([
    ['', ''],
    [' Ada@Example.com ', 'ada@example.com'],
  ])('%j is read as %j', (typed, firstAdmin) => {
    expect(createOrganizationSchema.parse({ name: 'N', kind: 'dsp', firstAdmin: typed })).toMatchObject({
      firstAdmin,
    });
  });

  test('has to have an address', () => {
    const parsed = createOrganizationSchema.safeParse({ name: 'N', kind: 'dsp', firstAdmin: 'ada' });
    expect(parsed.error?.issues).toMatchObject([{ message: expect.stringContaining('ada@example.com') }]);
  });
});

describe('the table', () => {
  test('searches, filters, sorts and pages; a percent sign is a percent sign', async () => {
    const mark = randomUUID();
    for (const name of [`${mark} 100% Öl`, `${mark} B`, `${mark} C`]) await newOrganization(name);
    const names = async (more: object) =>
      (await listOrganizations(operator, query(more))).rows.map(({ name }) => name.replace(`${mark} `, ''));
    expect(await names({ q: mark.toUpperCase() })).toEqual(['100% Öl', 'B', 'C']);
    expect(await names({ q: `${mark} 100% ö` })).toEqual(['100% Öl']);
    expect(await names({ q: `${mark}%B` })).toEqual([]);
    expect(await names({ q: mark, sort: 'created', descending: true })).toEqual(['C', 'B', '100% Öl']);
    expect(await names({ q: mark, kind: ['publisher'] })).toEqual([]);
    expect(await names({ q: mark, pageSize: 2, page: 2 })).toEqual(['C']);
    expect(await names({ q: mark, pageSize: 2, page: 99 })).toEqual(['C']);
  });

  test('counts keys and members', async () => {
    const actor = await newActor();
    await newKey(actor);
    const { rows } = await listOrganizations(operator, query({ q: actor.organization.name }));
    const row = rows.find(({ id }) => id === actor.organization.id);
    const keys = await prisma(database()).apiKey.count({ where: { organizationId: actor.organization.id } });
    expect(row).toMatchObject({ keys, members: 1 });
  });
});

describe('a grant', () => {
  test('withdrawn leaves the key holding it without effect; granted again, it works, the key untouched', async () => {
    const actor = await newActor();
    const key = await newKey(actor, { permissions: ['bidder'] });
    const { id: organizationId } = actor.organization;
    const bidder = async () =>
      (await listGrants(operator, organizationId)).find(({ name }) => name === 'bidder');
    const set = (granted: boolean) => setGrant(operator, { organizationId, permission: 'bidder', granted });
    expect(await bidder()).toMatchObject({ granted: true, keys: 1 });
    const before = await requireKey(actor, key.id);
    expect(await set(false)).toMatchObject({ ok: true });
    expect(await set(false)).toMatchObject({ ok: true });
    expect(await bidder()).toMatchObject({ granted: false, keys: 1 });
    expect((await requireKey(actor, key.id)).permissions).toMatchObject([{ effect: 'withdrawn' }]);
    expect(await createKey(actor, keyForm({ permissions: ['bidder'] }))).toMatchObject({
      code: 'PERMISSION_NOT_GRANTED',
    });
    expect(await set(true)).toMatchObject({ ok: true });
    expect(await requireKey(actor, key.id)).toEqual(before);
    const events = await prisma(database()).auditEvent.findMany({
      where: { organizationId, action: { startsWith: 'permission.' } },
      orderBy: { position: 'asc' },
    });
    expect(events).toMatchObject([
      { action: 'permission.withdraw', subjectId: 'bidder', actorId: operator.userId },
      { action: 'permission.grant', subjectId: 'bidder' },
    ]);
  });

  test.each([
    ['of nothing in the catalogue', 'root', 'NO_SUCH_PERMISSION'],
    ["of the portal's own", 'portal:keys:write', 'NO_SUCH_PERMISSION'],
  ])('%s is refused', async (_case, permission, code) => {
    const organizationId = await newOrganization();
    expect(await setGrant(operator, { organizationId, permission, granted: true })).toMatchObject({ code });
    expect(await prisma(database()).grant.count({ where: { organizationId } })).toBe(4);
  });

  test('to nobody is refused', async () => {
    const given = { organizationId: randomUUID(), permission: 'bidder', granted: true };
    expect(await setGrant(operator, given)).toMatchObject({ code: 'NO_SUCH_ORGANIZATION' });
  });
});

describe('non-operators, including an Admin of that very organization', () => {
  test('changes nothing, and the attempt is recorded', async () => {
    const admin = await newActor();
    const { id, name, kind } = admin.organization;
    const grant = { organizationId: id, permission: 'bidder', granted: false };
    const tries = [
      await createOrganization(admin, { name: named(), kind: 'dsp', firstAdmin: 'eve@example.com' }),
      await changeOrganization(admin, { id, name: 'Mine', kind: 'dsp', seen: { name, kind } }),
      await setGrant(admin, grant),
    ];
    for (const result of tries) expect(result).toMatchObject({ ok: false, code: 'NOT_OPERATOR' });
    expect(await getOrganization(operator, id)).toMatchObject({ name, kind });
    expect(await prisma(database()).grant.count({ where: { organizationId: id } })).toBe(4);
    const refusals = await prisma(database()).auditEvent.findMany({
      where: { actorId: admin.userId, outcome: 'failure' },
      orderBy: { position: 'asc' },
    });
    expect(refusals).toMatchObject([
      { action: 'organization.create', organizationId: null, details: { code: 'NOT_OPERATOR' } },
      { action: 'organization.edit', organizationId: null, subjectId: id },
      { action: 'permission.withdraw', organizationId: null, details: { organizationId: id } },
    ]);
  });

  test('sees nothing', async () => {
    const admin = await newActor();
    await expect(listOrganizations(admin, query())).rejects.toThrow('operator');
    await expect(getOrganization(admin, admin.organization.id)).rejects.toThrow('operator');
    await expect(listGrants(admin, admin.organization.id)).rejects.toThrow('operator');
  });
});
