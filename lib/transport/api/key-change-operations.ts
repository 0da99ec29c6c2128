import { blockOldCredential } from '@/lib/access/keys/block-old-credential';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { rollKey } from '@/lib/access/keys/roll-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { answered } from '@/lib/platform/openapi/answered';
import { ok, type Result } from '@/lib/platform/result';
import { json } from './answer';
import { A_KEY, answerKey } from './key-operations';
import { newKeySchema, rollKeyBody } from './key-schema';
import { toGrace } from './key-values';
import { defineOperation, type Operation } from './operation';
import type { ApiCode } from './problems';
import { nothing } from './read-request';

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
    'New credentials for the same key. The old ones keep working for the grace period, but not after the key expires; any older ones end immediately.',
  right: 'keys:write',
  action: 'key.roll',
  query: nothing,
  body: rollKeyBody,
  example: { grace: '12h', passcode: '123456' },
  answers: { 201: { description: 'The new credentials. The secret is not shown again.', schema: rolled } },
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

/** A change that takes no body and answers with the key. */
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
  description: 'It is refused from its next request on. The audit log keeps its name.',
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

export const KEY_CHANGE_OPERATIONS: readonly Operation[] = [
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
