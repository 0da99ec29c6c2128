'use server';

import {
  addEndpoint,
  deleteEndpoint,
  disableEndpoint,
  editEndpoint,
  enableEndpoint,
  rollSigningSecret,
} from '@/lib/features/webhooks/manage-endpoints';
import {
  addEndpointSchema,
  deliveryIdSchema,
  editEndpointSchema,
  endpointIdSchema,
} from '@/lib/features/webhooks/schema';
import { resendDelivery, sendTestEvent } from '@/lib/features/webhooks/send-by-hand';
import { refreshAlways } from '@/lib/transport/refresh-screen';
import { action } from '@/lib/transport/server-action';

export const add = action('webhook.create', addEndpointSchema, (input, actor) => addEndpoint(actor, input));
export const edit = action('webhook.edit', editEndpointSchema, (input, actor) => editEndpoint(actor, input));
export const enable = action('webhook.enable', endpointIdSchema, (input, actor) =>
  refreshAlways(enableEndpoint(actor, input)),
);
export const disable = action('webhook.disable', endpointIdSchema, (input, actor) =>
  refreshAlways(disableEndpoint(actor, input)),
);
/** Not refreshed: the screen below shows the new secret first. */
export const rollSecret = action('webhook.roll-secret', endpointIdSchema, (input, actor) =>
  rollSigningSecret(actor, input),
);
/** Not refreshed: a deleted endpoint has no screen any more. */
export const remove = action('webhook.delete', endpointIdSchema, (input, actor) =>
  deleteEndpoint(actor, input),
);
export const sendTest = action('webhook.test', endpointIdSchema, (input, actor) =>
  refreshAlways(sendTestEvent(actor, input)),
);
export const resend = action('webhook.resend', deliveryIdSchema, (input, actor) =>
  refreshAlways(resendDelivery(actor, input)),
);
