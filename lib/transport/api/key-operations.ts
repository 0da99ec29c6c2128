import { z } from 'zod';
import { type KeyQuery, keyQuerySchema } from '@/lib/access/key-records/query-schema';
import { blockOldCredential } from '@/lib/access/keys/block-old-credential';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { createKeyOnce } from '@/lib/access/keys/create-key';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { getKey, listKeysAfter } from '@/lib/access/keys/list-keys';
import { rollKey } from '@/lib/access/keys/roll-key';
import { programSubmission } from '@/lib/access/submissions/submission';
import type { Actor } from '@/lib/identity/actor/schema';
import { answered } from '@/lib/platform/openapi/answered';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { type Answer, json } from './answer';
import { readCursor, writeCursor } from './cursor';
import { editWithVersion, etagOf } from './edit-with-version';
import {
  createKeyBody,
  editKeyBody,
  keySchema,
  type listKeysQuery as ListKeysQuery,
  listKeysQuery,
  newKeySchema,
  rollKeyBody,
  toApiKey,
} from './key-schema';
import { toGrace, toNewKey } from './key-values';
import { defineOperation, type Operation } from './operation';
import type { ApiCode } from './problems';
import { nothing } from './read-request';

const keyPlace = z.strictObject({
  place: answered.text().nullable(),
  nameFold: answered.text(),
  id: answered.text(),
});

export const toKeyQuery = ({ order, ...given }: Partial<z.output<typeof ListKeysQuery>>): KeyQuery =>
  keyQuerySchema.parse({ ...given, descending: order === 'desc' });

const listKeys = defineOperation({
  for: 'members',
  id: 'listKeys',
  method: 'GET',
  path: '/keys',
  tag: 'Keys',
  summary: 'List keys',
  description: "The organization's keys, and the personal ones that the key's owner may see.",
  right: 'keys:read',
  action: null,
  query: listKeysQuery,
  body: nothing,
  answers: {
    200: {
      description: 'The next keys. `nextCursor` is null on the last page.',
      schema: z.strictObject({ data: z.array(keySchema), nextCursor: answered.cursor() }),
    },
  },
  refusals: ['BAD_CURSOR'],
  async run(actor, { query: { limit, cursor, ...asked } }) {
    const list = { organizationId: actor.organization.id, userId: actor.userId, query: asked };
    const after = cursor === undefined ? null : readCursor(list, cursor, keyPlace);
    if (cursor !== undefined && after === null) return refuse('BAD_CURSOR');
    const { keys, next } = await listKeysAfter(actor, toKeyQuery(asked), { after, limit });
    return ok(json(200, { data: keys.map(toApiKey), nextCursor: next && writeCursor(list, next) }));
  },
});

/** A key as it is now; 404 if it isn't there, or not for this person. */
async function answerKey(actor: Actor, id: string, status = 200): Promise<Result<Answer, 'KEY_NOT_FOUND'>> {
  const key = await getKey(actor, id);
  return key ? ok(json(status, toApiKey(key), { ETag: etagOf(key) })) : refuse('KEY_NOT_FOUND');
}

const A_KEY = { description: 'The key.', schema: keySchema, headers: ['ETag'] } as const;

const createKey = defineOperation({
  for: 'members',
  id: 'createKey',
  method: 'POST',
  path: '/keys',
  tag: 'Keys',
  summary: 'Create a key',
  description:
    'The answer has the secret, once. If it was lost, send the same request with the same `Idempotency-Key`: it answers 200 with the key that was created, without the secret. Then roll it, or delete it and create another.',
  right: 'keys:write',
  action: 'key.create',
  query: nothing,
  body: createKeyBody,
  example: {
    name: 'Token server',
    permissions: ['generator'],
    externalId: 'customer-4711',
    metadata: { plan: 'gold' },
  },
  headers: ['Idempotency-Key'],
  answers: {
    201: { description: 'The new key.', schema: newKeySchema, headers: ['ETag', 'Location'] },
    200: {
      description: 'The key that the first of these requests created.',
      schema: newKeySchema,
      headers: ['ETag', 'Location', 'Idempotent-Replayed'],
    },
  },
  refusals: [
    'IDEMPOTENCY_KEY_REUSED',
    'REQUEST_IN_PROGRESS',
    'CREATED_BUT_DELETED',
    'NAME_TAKEN',
    'KEY_LIMIT',
    'BREAKS_POLICY',
    'PERMISSION_NOT_GRANTED',
  ],
  async run(actor, { body, header }) {
    const request = {
      userId: actor.userId,
      organizationId: actor.organization.id,
      operation: 'key.create',
      key: header('Idempotency-Key') ?? '',
    } as const;
    const created = await createKeyOnce(actor, toNewKey(body), programSubmission(request, body));
    if (!created.ok) return created;
    const isNew = created.value.kind === 'created';
    const id = created.value.kind === 'created' ? created.value.reveal.id : created.value.key?.id;
    const key = id === undefined ? null : await getKey(actor, id);
    if (!key) return refuse('CREATED_BUT_DELETED');
    const secret = created.value.kind === 'created' ? created.value.reveal.secret : null;
    const headers = { ETag: etagOf(key), Location: `/api/v1/keys/${key.id}` };
    const replayed = isNew ? {} : { 'Idempotent-Replayed': 'true' };
    return ok(json(isNew ? 201 : 200, { ...toApiKey(key), secret }, { ...headers, ...replayed }));
  },
});

const readKey = defineOperation({
  for: 'members',
  id: 'getKey',
  method: 'GET',
  path: '/keys/{id}',
  tag: 'Keys',
  summary: 'Read a key',
  right: 'keys:read',
  action: null,
  query: nothing,
  body: nothing,
  answers: { 200: A_KEY },
  refusals: ['KEY_NOT_FOUND'],
  run: (actor, { id }) => answerKey(actor, id),
});

const editKey = defineOperation({
  for: 'members',
  id: 'editKey',
  method: 'PATCH',
  path: '/keys/{id}',
  tag: 'Keys',
  summary: 'Edit a key',
  description:
    'Type and environment are fixed. `If-Match` takes the `ETag` that the key had when you read it, or `*` to change it whatever it is now.',
  right: 'keys:write',
  action: 'key.edit',
  query: nothing,
  body: editKeyBody,
  example: { description: 'Frankfurt, two hosts' },
  headers: ['If-Match'],
  answers: { 200: A_KEY },
  refusals: [
    'KEY_NOT_FOUND',
    'PRECONDITION_REQUIRED',
    'KEY_CHANGED',
    'BREAKS_POLICY',
    'NAME_TAKEN',
    'PERMISSION_NOT_GRANTED',
  ],
  async run(actor, { id, body, header }) {
    const edited = await editWithVersion(actor, id, body, header('If-Match'));
    return edited.ok ? answerKey(actor, id) : edited;
  },
});

const rolled = newKeySchema
  .pick({ id: true, key: true, secret: true })
  .extend({ oldEndsAt: answered.instant().nullable() })
  .meta({ id: 'RolledKey' });

const roll = defineOperation({
  for: 'members',
  id: 'rollKey',
  method: 'POST',
  path: '/keys/{id}/roll',
  tag: 'Keys',
  summary: 'Roll a key',
  description:
    'New credentials for the same key. The old ones go on working for the grace period, at most until the key expires; still older ones end at once.',
  right: 'keys:write',
  action: 'key.roll',
  query: nothing,
  body: rollKeyBody,
  example: { grace: '12h', passcode: '123456' },
  answers: { 201: { description: 'The new credentials, once.', schema: rolled } },
  refusals: [
    'KEY_NOT_FOUND',
    'PASSCODE_WRONG',
    'NO_AUTHENTICATOR',
    'THROTTLED',
    'KEY_REVOKED',
    'KEY_EXPIRED',
    'KEY_NOT_REVEALED',
    'ROLLED_MEANWHILE',
  ],
  async run(actor, { id, body: { grace, passcode } }) {
    const result = await rollKey(actor, { id, credentialId: null, passcode, ...toGrace(grace) });
    if (!result.ok) return result;
    const { key, secret, oldEndsAt } = result.value;
    return ok(json(201, { id, key, secret, oldEndsAt }));
  },
});

/** A change without a body, which answers with the key. */
const change = (
  path: 'disable' | 'enable' | 'revoke' | 'end-old',
  described: { id: string; summary: string; description: string; refusals: readonly ApiCode[] },
  run: (actor: Actor, id: string) => Promise<Result<null, ApiCode>>,
): Operation =>
  defineOperation({
    for: 'members',
    ...described,
    method: 'POST',
    path: `/keys/{id}/${path}`,
    tag: 'Keys',
    right: 'keys:write',
    action: path === 'end-old' ? 'key.block-old' : `key.${path}`,
    query: nothing,
    body: nothing,
    answers: { 200: A_KEY },
    refusals: ['KEY_NOT_FOUND', ...described.refusals],
    async run(actor, { id }) {
      const changed = await run(actor, id);
      return changed.ok ? answerKey(actor, id) : changed;
    },
  });

const remove = defineOperation({
  for: 'members',
  id: 'deleteKey',
  method: 'DELETE',
  path: '/keys/{id}',
  tag: 'Keys',
  summary: 'Delete a key',
  description: 'It is refused from the next request on. The audit log still names it.',
  right: 'keys:write',
  action: 'key.delete',
  query: nothing,
  body: nothing,
  answers: { 204: { description: 'Deleted.' } },
  refusals: ['KEY_NOT_FOUND'],
  async run(actor, { id }) {
    const deleted = await deleteKey(actor, { id, confirmation: null });
    return deleted.ok ? ok({ status: 204, empty: true }) : deleted;
  },
});

export const KEY_OPERATIONS: readonly Operation[] = [
  listKeys,
  createKey,
  readKey,
  editKey,
  roll,
  change(
    'disable',
    {
      id: 'disableKey',
      summary: 'Disable a key',
      description: 'It is refused until it is enabled again.',
      refusals: ['KEY_REVOKED'],
    },
    (actor, id) => changeKeyStatus(actor, 'disable', { id }),
  ),
  change(
    'enable',
    {
      id: 'enableKey',
      summary: 'Enable a key',
      description: 'The same credentials work again.',
      refusals: ['KEY_REVOKED', 'BREAKS_POLICY'],
    },
    (actor, id) => changeKeyStatus(actor, 'enable', { id }),
  ),
  change(
    'revoke',
    {
      id: 'revokeKey',
      summary: 'Revoke a key',
      description: 'It is refused for good, and stays in the list.',
      refusals: [],
    },
    (actor, id) => changeKeyStatus(actor, 'revoke', { id }),
  ),
  change(
    'end-old',
    {
      id: 'endOldCredentials',
      summary: 'Block the old credentials now',
      description: 'Ends the grace period after a roll.',
      refusals: ['NOTHING_TO_BLOCK'],
    },
    (actor, id) => blockOldCredential(actor, { id, credentialId: null }),
  ),
  remove,
];
