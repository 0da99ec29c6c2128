'use server';

import { keyIdSchema } from '@/lib/access/key-records/schema';
import { revealKey } from '@/lib/access/keys/personal';
import { action } from '@/lib/transport/server-action';

export const reveal = action('key.reveal', keyIdSchema, (input, actor) => revealKey(actor, input));
