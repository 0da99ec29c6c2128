'use server';

import { action } from '@/lib/action';
import { findTryKeys, tryRequest } from '@/lib/keys/try';
import { findTryKeysSchema, tryRequestSchema } from '@/lib/keys/try-schema';

export const judge = action(tryRequestSchema, (input, actor) => tryRequest(actor, input));
export const findKeys = action(findTryKeysSchema, (input, actor) => findTryKeys(actor, input));
