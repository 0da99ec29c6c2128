import { cache } from 'react';
import { getEndpoint } from '@/lib/features/webhooks/list-webhooks';
import { type EndpointView, endpointIdSchema } from '@/lib/features/webhooks/schema';
import { requireActor } from '@/lib/identity/sessions/current';

/** Once for the title and the screen. Null if the id is none of an endpoint that they may see. */
export const findEndpoint = cache(async (id: string): Promise<EndpointView | null> => {
  const actor = await requireActor();
  const asked = endpointIdSchema.safeParse({ id });
  return asked.success ? getEndpoint(actor, asked.data.id) : null;
});
