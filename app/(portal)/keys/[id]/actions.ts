'use server';

import { keyIdSchema } from '@/lib/access/keys/schema';
import { allowSelfRotation, stopSelfRotation } from '@/lib/features/self-rotation/allow-self-rotation';
import { allowSelfRotationSchema } from '@/lib/features/self-rotation/schema';
import { refreshOnSuccess } from '@/lib/transport/refresh-screen';
import { action } from '@/lib/transport/server-action';

export const allow = action('key.self-rotation', allowSelfRotationSchema, (input, actor) =>
  refreshOnSuccess(allowSelfRotation(actor, input)),
);
export const stop = action('key.self-rotation', keyIdSchema, (input, actor) =>
  refreshOnSuccess(stopSelfRotation(actor, input)),
);
