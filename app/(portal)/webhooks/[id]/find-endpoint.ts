import { cache } from 'react';
import { getEndpoint } from '@/lib/features/webhooks/list-webhooks';
import { type EndpointView, endpointIdSchema } from '@/lib/features/webhooks/schema';
import { requireActor } from '@/lib/identity/sessions/current';

/** Reads an endpoint once for the title and the screen. Null if there is none with this id that the person may see. */
export const findEndpoint = cache(async (id: string): Promise<EndpointView | null> => {
  const actor = await requireActor();
  const asked = endpointIdSchema.safeParse({ id });
  return asked.success ? getEndpoint(actor, asked.data.id) : null;
});
