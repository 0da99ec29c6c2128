'use server';

import { refresh } from 'next/cache';
import { blockOldCredential } from '@/lib/access/keys/block-old-credential';
import { changeStatusOfMany } from '@/lib/access/keys/change-many';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { createKey } from '@/lib/access/keys/create-key';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { editKey } from '@/lib/access/keys/edit-key';
import { getKey } from '@/lib/access/keys/list-keys';
import { rollKey } from '@/lib/access/keys/roll-key';
import {
  blockOldSchema,
  createKeySchema,
  deleteKeySchema,
  editKeySchema,
  keyIdSchema,
  keyIdsSchema,
  rollKeySchema,
} from '@/lib/access/keys/schema';
import { getLatestVersion } from '@/lib/features/key-history/get-latest-version';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { action } from '@/lib/transport/server-action';

/** What is on screen was rendered before the change. */
async function refreshed<Value, Code extends string>(
  change: Promise<Result<Value, Code>>,
): Promise<Result<Value, Code>> {
  const result = await change;
  if (result.ok) refresh();
  return result;
}

export const create = action('key.create', createKeySchema, (input, actor) => createKey(actor, input));
export const edit = action('key.edit', editKeySchema, (input, actor) => editKey(actor, input));
/** Changes nothing: what the form compares with, when its own edit came second. */
export const latest = action('key.view', keyIdSchema, (input, actor) => getLatestVersion(actor, input));
/** Changes nothing: what a question about a key goes by. */
export const load = action('key.view', keyIdSchema, async (input, actor) => {
  const key = await getKey(actor, input.id);
  return key ? ok(key) : refuse('KEY_NOT_FOUND');
});
export const roll = action('key.roll', rollKeySchema, (input, actor) => rollKey(actor, input));
export const remove = action('key.delete', deleteKeySchema, (input, actor) => deleteKey(actor, input));

export const blockOld = action('key.block-old', blockOldSchema, (input, actor) =>
  refreshed(blockOldCredential(actor, input)),
);
export const disable = action('key.disable', keyIdSchema, (input, actor) =>
  refreshed(changeKeyStatus(actor, 'disable', input)),
);
export const enable = action('key.enable', keyIdSchema, (input, actor) =>
  refreshed(changeKeyStatus(actor, 'enable', input)),
);
export const revoke = action('key.revoke', keyIdSchema, (input, actor) =>
  refreshed(changeKeyStatus(actor, 'revoke', input)),
);

export const disableMany = action('key.disable', keyIdsSchema, (input, actor) =>
  refreshed(changeStatusOfMany(actor, 'disable', input)),
);
export const enableMany = action('key.enable', keyIdsSchema, (input, actor) =>
  refreshed(changeStatusOfMany(actor, 'enable', input)),
);
export const revokeMany = action('key.revoke', keyIdsSchema, (input, actor) =>
  refreshed(changeStatusOfMany(actor, 'revoke', input)),
);
