'use server';

import { findTryKeysSchema, tryRequestSchema } from '@/lib/features/try-request/schema';
import { findTryKeys, tryRequest } from '@/lib/features/try-request/try-request';
import { action } from '@/lib/transport/server-action';

export const judge = action('key.try', tryRequestSchema, (input, actor) => tryRequest(actor, input));
export const findKeys = action('key.try', findTryKeysSchema, (input, actor) => findTryKeys(actor, input));
