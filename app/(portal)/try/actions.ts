'use server';

import { action } from '@/lib/action';
import { findTryKeys, tryRequest } from '@/lib/keys/try';
import { findTryKeysSchema, tryRequestSchema } from '@/lib/keys/try-schema';

export const judge = action('key.try', tryRequestSchema, (input, actor) => tryRequest(actor, input));
export const findKeys = action('key.try', findTryKeysSchema, (input, actor) => findTryKeys(actor, input));
