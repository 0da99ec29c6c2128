'use server';

import { blockOldCredential } from '@/lib/access/keys/block-old-credential';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { getKey } from '@/lib/access/keys/list-keys';
import { rollKey } from '@/lib/access/keys/roll-key';
import { blockOldSchema, deleteKeySchema, keyIdSchema, rollKeySchema } from '@/lib/access/keys/schema';
import { ok, refuse } from '@/lib/platform/result';
import { refreshOnSuccess } from '@/lib/transport/refresh-screen';
import { action } from '@/lib/transport/server-action';

// Next.js serves every action of a file on every page that imports one of them, so these have a file of their own:
// pages with key dialogs, such as the account page, don't accept the actions of the keys page.

/** Reads the key that a dialog is about. Changes nothing. */
export const load = action('key.view', keyIdSchema, async (input, actor) => {
  const key = await getKey(actor, input.id);
  return key ? ok(key) : refuse('KEY_NOT_FOUND');
});
export const disable = action('key.disable', keyIdSchema, (input, actor) =>
  refreshOnSuccess(changeKeyStatus(actor, 'disable', input)),
);
export const enable = action('key.enable', keyIdSchema, (input, actor) =>
  refreshOnSuccess(changeKeyStatus(actor, 'enable', input)),
);
export const revoke = action('key.revoke', keyIdSchema, (input, actor) =>
  refreshOnSuccess(changeKeyStatus(actor, 'revoke', input)),
);
export const roll = action('key.roll', rollKeySchema, (input, actor) => rollKey(actor, input));
export const remove = action('key.delete', deleteKeySchema, (input, actor) => deleteKey(actor, input));
export const blockOld = action('key.block-old', blockOldSchema, (input, actor) =>
  refreshOnSuccess(blockOldCredential(actor, input)),
);
