'use server';

import { changeStatusOfMany } from '@/lib/access/keys/change-many';
import { createKey } from '@/lib/access/keys/create-key';
import { editKey } from '@/lib/access/keys/edit-key';
import { createKeySchema, editKeySchema, keyIdSchema, keyIdsSchema } from '@/lib/access/keys/schema';
import { getLatestVersion } from '@/lib/features/key-history/get-latest-version';
import { refreshOnSuccess } from '@/lib/transport/refresh-screen';
import { action } from '@/lib/transport/server-action';

export const create = action('key.create', createKeySchema, (input, actor) => createKey(actor, input));
export const edit = action('key.edit', editKeySchema, (input, actor) => editKey(actor, input));
/** Changes nothing: the version that the form compares with, if its own edit came second. */
export const latest = action('key.view', keyIdSchema, (input, actor) => getLatestVersion(actor, input));

export const disableMany = action('key.disable', keyIdsSchema, (input, actor) =>
  refreshOnSuccess(changeStatusOfMany(actor, 'disable', input)),
);
export const enableMany = action('key.enable', keyIdsSchema, (input, actor) =>
  refreshOnSuccess(changeStatusOfMany(actor, 'enable', input)),
);
export const revokeMany = action('key.revoke', keyIdsSchema, (input, actor) =>
  refreshOnSuccess(changeStatusOfMany(actor, 'revoke', input)),
);
