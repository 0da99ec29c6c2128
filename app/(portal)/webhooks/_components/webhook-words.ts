import {
  type AttemptResult,
  type DeliveryStatus,
  type EndpointView,
  isSuccess,
  KEY_EVENT_TYPES,
  type KeyEventType,
  type SendFailure,
} from '@/lib/features/webhooks/schema';

export const TYPE_WORDS: Record<KeyEventType, string> = {
  'key.created': 'Created',
  'key.edited': 'Edited',
  'key.rolled': 'Rolled',
  'key.disabled': 'Disabled',
  'key.enabled': 'Enabled',
  'key.revoked': 'Revoked',
  'key.deleted': 'Deleted',
};

export const isKeyEventType = (type: string): type is KeyEventType =>
  (KEY_EVENT_TYPES as readonly string[]).includes(type);

const MAX_NAMED = 2;

/** "All", "Created, Revoked" or "Created, Edited and 3 more" */
export function typesInWords(types: readonly string[]): string {
  if (types.length === KEY_EVENT_TYPES.length) return 'All';
  const words = types.map((type) => (isKeyEventType(type) ? TYPE_WORDS[type] : type));
  if (words.length <= MAX_NAMED + 1) return words.join(', ');
  return `${words.slice(0, MAX_NAMED).join(', ')} and ${words.length - MAX_NAMED} more`;
}

/** An endpoint's screen is named by the host: a URL can be far longer than a heading. */
export const hostOf = ({ url }: Pick<EndpointView, 'url'>): string => new URL(url).host;

export const DELIVERY_WORDS: Record<DeliveryStatus, string> = {
  delivered: 'Delivered',
  waiting: 'Waiting',
  failed: 'Failed',
};

const FAILURE_WORDS: Record<SendFailure, string> = {
  timeout: 'No response within 10 seconds',
  'name-not-found': 'Host name not found',
  'address-refused': 'Address not allowed',
  tls: 'TLS connection failed',
  connection: 'Connection failed',
};

/** "200 in 35 ms", or why there was no response. */
export const responseInWords = ({ responseStatus, failure, durationMs }: AttemptResult): string =>
  responseStatus === null
    ? FAILURE_WORDS[failure ?? 'connection']
    : `${responseStatus} in ${durationInWords(durationMs)}`;

/** How an event ended that was sent by hand: a message, and whether it is good news. */
export const sentInWords = (what: string, result: AttemptResult) => {
  const delivered = isSuccess(result);
  return {
    words: `${what} ${delivered ? 'delivered' : 'failed'}: ${responseInWords(result)}`,
    tone: delivered ? ('success' as const) : ('warning' as const),
  };
};

const durationInWords = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`);
