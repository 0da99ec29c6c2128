import { z } from 'zod';
import { type KeyQuery, keyQuerySchema } from '@/lib/access/key-records/query-schema';
import { createKeyOnce } from '@/lib/access/keys/create-key';
import { getKey, listKeysAfter } from '@/lib/access/keys/list-keys';
import type { Actor } from '@/lib/identity/actor/schema';
import { answered } from '@/lib/platform/openapi/answered';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { type Answer, json } from './answer';
import { editWithVersion, etagOf } from './edit-with-version';
import { answerCreated, REPEAT_REFUSALS, submissionOf } from './idempotent-create';
import {
  createKeyBody,
  editKeyBody,
  keyFilters,
  keyOrder,
  keySchema,
  newKeySchema,
  toApiKey,
} from './key-schema';
import { toNewKey } from './key-values';
import { defineOperation, type Operation } from './operation';
import { answerPage, aPageOf, pageQuery } from './page';
import { nothing } from './read-request';

const keyPlace = z.strictObject({
  place: answered.text().nullable(),
  nameFold: answered.text(),
  id: answered.text(),
});

const listKeysQuery = z.strictObject({ ...pageQuery, ...keyFilters, ...keyOrder });

export const toKeyQuery = ({ order, ...given }: Partial<z.output<typeof listKeysQuery>>): KeyQuery =>
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
  answers: { 200: aPageOf('keys', keySchema) },
  refusals: ['BAD_CURSOR'],
  run: (actor, { query: { limit, cursor, ...query } }) =>
    answerPage(actor, { query, cursor, place: keyPlace }, async (after) => {
      const { keys, next } = await listKeysAfter(actor, toKeyQuery(query), { after, limit });
      return ok({ data: keys.map(toApiKey), next });
    }),
});

/** A key as it is now; 404 if it doesn't exist, or this person may not see it. */
export async function answerKey(actor: Actor, id: string): Promise<Result<Answer, 'KEY_NOT_FOUND'>> {
  const key = await getKey(actor, id);
  return key ? ok(json(200, toApiKey(key), { ETag: etagOf(key) })) : refuse('KEY_NOT_FOUND');
}

export const A_KEY = { description: 'The key.', schema: keySchema, headers: ['ETag'] } as const;

const createKey = defineOperation({
  for: 'members',
  id: 'createKey',
  method: 'POST',
  path: '/keys',
  tag: 'Keys',
  summary: 'Create a key',
  description:
    'The answer has the secret, which is not shown again. If the answer is lost, send the same request with the same `Idempotency-Key`: you get 200 with the key that was created, without its secret. Then roll it, or delete it and create another.',
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
      description: 'The key that the first request with this `Idempotency-Key` created.',
      schema: newKeySchema,
      headers: ['ETag', 'Location', 'Idempotent-Replayed'],
    },
  },
  refusals: [...REPEAT_REFUSALS, 'NAME_TAKEN', 'KEY_LIMIT', 'BREAKS_POLICY', 'PERMISSION_NOT_GRANTED'],
  async run(actor, input) {
    const submission = submissionOf(actor, 'key.create', input);
    const created = await createKeyOnce(actor, toNewKey(input.body), submission);
    if (!created.ok) return created;
    const { value } = created;
    const isNew = value.kind === 'created';
    const id = isNew ? value.reveal.id : value.key?.id;
    const key = id === undefined ? null : await getKey(actor, id);
    if (!key) return refuse('CREATED_BUT_DELETED');
    const secret = isNew ? value.reveal.secret : null;
    const headers = { ETag: etagOf(key), Location: `/api/v1/keys/${key.id}` };
    return ok(answerCreated({ ...toApiKey(key), secret }, { isNew, headers }));
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
    'Type and environment are fixed. `If-Match` takes the `ETag` that the key had when you read it, or `*` to change it regardless of its version.',
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

export const KEY_OPERATIONS: readonly Operation[] = [listKeys, createKey, readKey, editKey];
