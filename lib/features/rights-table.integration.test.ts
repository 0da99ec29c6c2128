import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { blockOldCredential } from '@/lib/access/keys/block-old-credential';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { createKey } from '@/lib/access/keys/create-key';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { editKey } from '@/lib/access/keys/edit-key';
import { rollKey } from '@/lib/access/keys/roll-key';
import { type Actor, ROLES, type Role } from '@/lib/identity/actor/schema';
import { invite } from '@/lib/organizations/invitations/invite';
import { listInvitations } from '@/lib/organizations/invitations/list-invitations';
import { resendInvitation } from '@/lib/organizations/invitations/resend-invitation';
import { withdrawInvitation } from '@/lib/organizations/invitations/withdraw-invitation';
import { changeRole, leaveTeam, removeMember } from '@/lib/organizations/memberships/change-team';
import { renameOrganization } from '@/lib/organizations/organizations/rename-organization';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { editForm, keyForm, newKey, rollForm } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import {
  addEndpoint,
  deleteEndpoint,
  disableEndpoint,
  editEndpoint,
  enableEndpoint,
  rollSigningSecret,
} from './webhooks/manage-endpoints';
import { resendDelivery, sendTestEvent } from './webhooks/send-by-hand';

/** What an organization has that can be done something to. `actor` is who does it, from within or from another one. */
type Scene = {
  owner: Actor;
  actor: Actor;
  member: Actor;
  keyId: string;
  key: string;
  invitationId: string;
  endpointId: string;
  deliveryId: string;
};
type Answer = { ok: true } | { ok: false; code: string };
type BulkOperation = {
  action: string;
  may: readonly Role[];
  /** What somebody gets who tries it on what belongs to another organization; none where a deed names nothing. */
  foreign?: string;
  /** What has to be so before, that the deed changes something. */
  prepare?: (scene: Omit<Scene, 'actor'>) => Promise<unknown>;
  run: (scene: Scene) => Promise<Answer>;
};

const KEYS = ['admin', 'operations'] as const;
const TEAM = ['admin'] as const;
const passcode = async ({ actor }: Scene) => {
  const { seed } = await withAuthenticator(actor);
  // The passcode of the moment proved the authenticator; the next one may be typed a little early by nobody.
  await prisma(database()).authenticator.update({ where: { userId: actor.userId }, data: { lastStep: 0 } });
  return passcodeAt(seed, new Date());
};

/** A public address, which nothing is sent to: see `newEndpoint`. */
const ENDPOINT = { url: 'https://1.1.1.1/webhooks', description: '', types: ['key.created' as const] };

const DEEDS: BulkOperation[] = [
  { action: 'key.create', may: KEYS, run: ({ actor }) => createKey(actor, keyForm()) },
  {
    action: 'key.edit',
    may: KEYS,
    foreign: 'KEY_NOT_FOUND',
    run: async ({ owner, actor, keyId }) => editKey(actor, await editForm(owner, keyId)),
  },
  {
    action: 'key.roll',
    may: KEYS,
    foreign: 'KEY_NOT_FOUND',
    run: async (scene) =>
      rollKey(scene.actor, await rollForm(scene.owner, scene.keyId, await passcode(scene))),
  },
  {
    action: 'key.block-old',
    may: KEYS,
    foreign: 'KEY_NOT_FOUND',
    run: async ({ owner, actor, keyId }) => {
      const credentialId = await olderCredential(keyId);
      return blockOldCredential(actor, { id: keyId, credentialId: credentialId ?? owner.userId });
    },
  },
  ...(['disable', 'enable', 'revoke'] as const).map(
    (transition): BulkOperation => ({
      action: `key.${transition}`,
      may: KEYS,
      foreign: 'KEY_NOT_FOUND',
      ...(transition === 'enable' && {
        prepare: ({ owner, keyId }) => changeKeyStatus(owner, 'disable', { id: keyId }),
      }),
      run: ({ actor, keyId }) => changeKeyStatus(actor, transition, { id: keyId }),
    }),
  ),
  {
    action: 'key.delete',
    may: KEYS,
    foreign: 'KEY_NOT_FOUND',
    run: ({ actor, keyId, key }) => deleteKey(actor, { id: keyId, confirmation: key }),
  },
  {
    action: 'invitation.create',
    may: TEAM,
    run: ({ actor }) => invite(actor, { email: `${randomUUID()}@example.com`, role: 'admin' }),
  },
  {
    action: 'invitation.resend',
    may: TEAM,
    foreign: 'INVITATION_NOT_FOUND',
    run: ({ actor, invitationId }) => resendInvitation(actor, { id: invitationId }),
  },
  {
    action: 'invitation.withdraw',
    may: TEAM,
    foreign: 'INVITATION_NOT_FOUND',
    run: ({ actor, invitationId }) => withdrawInvitation(actor, { id: invitationId }),
  },
  {
    action: 'member.role',
    may: TEAM,
    foreign: 'MEMBER_NOT_FOUND',
    run: ({ actor, member }) => changeRole(actor, { userId: member.userId, role: 'operations' }),
  },
  {
    action: 'member.remove',
    may: TEAM,
    foreign: 'MEMBER_NOT_FOUND',
    run: ({ actor, member }) => removeMember(actor, { userId: member.userId }),
  },
  { action: 'member.leave', may: ROLES, run: ({ actor }) => leaveTeam(actor) },
  {
    action: 'organization.rename',
    may: TEAM,
    run: ({ actor }) => renameOrganization(actor, { name: `Renamed ${randomUUID()}` }),
  },
  { action: 'webhook.create', may: TEAM, run: ({ actor }) => addEndpoint(actor, ENDPOINT) },
  ...(
    [
      ['edit', (actor, id) => editEndpoint(actor, { ...ENDPOINT, id, description: 'Another' })],
      ['disable', (actor, id) => disableEndpoint(actor, { id })],
      ['roll-secret', (actor, id) => rollSigningSecret(actor, { id })],
      ['test', (actor, id) => sendTestEvent(actor, { id })],
      ['delete', (actor, id) => deleteEndpoint(actor, { id })],
    ] as [string, (actor: Actor, id: string) => Promise<Answer>][]
  ).map(
    ([name, change]): BulkOperation => ({
      action: `webhook.${name}`,
      may: TEAM,
      foreign: 'ENDPOINT_NOT_FOUND',
      run: ({ actor, endpointId }) => change(actor, endpointId),
    }),
  ),
  {
    action: 'webhook.enable',
    may: TEAM,
    foreign: 'ENDPOINT_NOT_FOUND',
    prepare: ({ owner, endpointId }) => disableEndpoint(owner, { id: endpointId }),
    run: ({ actor, endpointId }) => enableEndpoint(actor, { id: endpointId }),
  },
  {
    action: 'webhook.resend',
    may: TEAM,
    foreign: 'DELIVERY_NOT_FOUND',
    run: ({ actor, deliveryId }) => resendDelivery(actor, { id: deliveryId }),
  },
];

const cells = DEEDS.flatMap((deed) => ROLES.map((role) => [deed.action, role, deed] as const));

describe('in one’s own organization', () => {
  test.each(cells)('%s as %s', async (action, role, { may, prepare, run }) => {
    const { owner, ...things } = await organization();
    await prepare?.({ owner, ...things });
    const actor = await newActor({ organization: owner.organization.name, role });
    const before = await stateOf(owner);
    const answer = await run({ owner, actor, ...things });
    const allowed = may.includes(role);
    expect(answer).toMatchObject(allowed ? { ok: true } : { ok: false, code: 'FORBIDDEN' });
    if (!allowed) expect(await stateOf(owner)).toEqual(before);
    const events = await prisma(database()).auditEvent.findMany({ where: { actorId: actor.userId, action } });
    const code = allowed ? {} : { details: { code: 'FORBIDDEN' } };
    expect(events).toMatchObject([{ outcome: allowed ? 'success' : 'failure', ...code }]);
  });
});

describe("with another organization's id", () => {
  const foreign = cells.filter(([, , { foreign }]) => foreign !== undefined);

  test.each(foreign)('%s as %s there', async (action, role, { may, foreign: code, run }) => {
    const { owner, ...things } = await organization();
    const actor = await newActor({ role });
    const before = await stateOf(owner);
    // Whoever may not do it at all may be told so before anybody looks for the id.
    const expected = may.includes(role) ? [code] : [code, 'FORBIDDEN'];
    const answer = await run({ owner, actor, ...things });
    expect(answer).toEqual({ ok: false, code: expect.toBeOneOf(expected) });
    expect(await stateOf(owner)).toEqual(before);
    const events = await prisma(database()).auditEvent.findMany({ where: { actorId: actor.userId, action } });
    expect(events).toMatchObject([{ outcome: 'failure', organizationId: actor.organization.id }]);
    expect(events).toMatchObject([{ details: { code: answer.ok || answer.code } }]);
  });
});

/** An organization with a key that has an older credential, a member, and an open invitation. */
async function organization(): Promise<Omit<Scene, 'actor'>> {
  const owner = await newActor();
  const member = await newActor({ organization: owner.organization.name, role: 'viewer' });
  const { id, key } = await newKey(owner);
  const now = new Date();
  const endsAt = new Date(now.getTime() + 3_600_000);
  await prisma(database()).credential.create({
    data: { apiKeyId: id, key: `old-${randomUUID()}`, createdAt: now, replacedAt: now, endsAt },
  });
  await invite(owner, { email: `${randomUUID()}@example.com`, role: 'viewer' });
  const [invitation] = await listInvitations(owner);
  return { owner, member, keyId: id, key, invitationId: invitation?.id ?? '', ...(await newEndpoint(owner)) };
}

/** An endpoint at an address that events are never sent to, with a test event that was refused for that reason. */
async function newEndpoint(owner: Actor): Promise<Pick<Scene, 'endpointId' | 'deliveryId'>> {
  const added = await addEndpoint(owner, ENDPOINT);
  if (!added.ok) throw new Error(added.code);
  const { id } = added.value;
  await prisma(database()).webhookEndpoint.update({ where: { id }, data: { url: 'https://127.0.0.1/' } });
  await sendTestEvent(owner, { id });
  const delivery = await prisma(database()).webhookDelivery.findFirstOrThrow({ where: { endpointId: id } });
  return { endpointId: id, deliveryId: delivery.id };
}

async function olderCredential(apiKeyId: string): Promise<string | undefined> {
  const where = { apiKeyId, replacedAt: { not: null } };
  return (await prisma(database()).credential.findFirst({ where, select: { id: true } }))?.id;
}

/** Everything that a deed could change. */
const stateOf = ({ organization: { id } }: Actor) =>
  prisma(database()).organization.findUnique({
    where: { id },
    include: {
      invitations: true,
      webhookEndpoints: { include: { deliveries: true } },
      memberships: { orderBy: { userId: 'asc' } },
      keys: {
        include: { credentials: { orderBy: { id: 'asc' } }, permissions: true },
        orderBy: { id: 'asc' },
      },
    },
  });
