'use server';

import { revealKey } from '@/lib/access/keys/reveal-key';
import { keyIdSchema } from '@/lib/access/keys/schema';
import { action } from '@/lib/transport/server-action';

export const reveal = action('key.reveal', keyIdSchema, (input, actor) => revealKey(actor, input));
