import { currentTime } from '@/lib/platform/time/clock';
import type { OutgoingMessage } from './delivery-store';
import { openSecrets } from './endpoint-store';
import { postMessage } from './post-message';
import type { AttemptResult } from './schema';
import { webhookHeaders } from './signature';
import { targetRules } from './target';
import { isAllowedTarget } from './target-policy';

/** Sends a delivery once and reports how that went. It writes nothing. `signal` ends the attempt early. */
export async function attemptDelivery(
  { event, endpoint }: OutgoingMessage,
  signal?: AbortSignal,
): Promise<AttemptResult> {
  const now = currentTime();
  const message = { id: messageIdOf(event), timestamp: now, body: bodyOf(event) };
  const url = new URL(endpoint.url);
  const rules = targetRules();
  return postMessage(
    { url, headers: webhookHeaders(message, openSecrets(endpoint, now)), body: message.body },
    { isAllowed: (address) => isAllowedTarget(address, url, rules), ...(signal && { signal }) },
  );
}

type Event = OutgoingMessage['event'];

/** The `webhook-id` header: the same whenever the event is sent. */
export const messageIdOf = ({ messageId }: Pick<Event, 'messageId'>): string => `msg_${messageId}`;

/** The same bytes whenever the event is sent. */
export const bodyOf = ({ type, at, data }: Pick<Event, 'type' | 'at' | 'data'>, indent?: number): string =>
  JSON.stringify({ type, timestamp: at.toISOString(), data }, null, indent);
