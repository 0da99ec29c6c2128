'use server';

import { action } from '@/lib/action';
import { revealKey } from '@/lib/keys/personal';
import { keyIdSchema } from '@/lib/keys/schema';

export const reveal = action('key.reveal', keyIdSchema, (input, actor) => revealKey(actor, input));
