import { z } from 'zod';
import { KEY_EVENT_TYPES, type KeyEventType } from '@/lib/platform/audit/schema';
import { descriptionSchema } from '@/lib/platform/text/name-schema';
import { id, text } from '@/lib/platform/text/schema';

/** The shapes of webhooks that browser and server share. Instants are ISO 8601 in UTC. */

export { KEY_EVENT_TYPES, type KeyEventType };

const endpoint = {
  url: text(2_000, { missing: 'Enter the URL that events are sent to.' })
    .trim()
    .min(1, 'Enter the URL that events are sent to.'),
  description: descriptionSchema,
  types: z
    .array(z.enum(KEY_EVENT_TYPES))
    .min(1, 'Choose at least one type of event.')
    .max(KEY_EVENT_TYPES.length)
    .transform((types) => KEY_EVENT_TYPES.filter((type) => types.includes(type))),
};

export const addEndpointSchema = z.strictObject(endpoint);
export type AddEndpoint = z.infer<typeof addEndpointSchema>;

export const editEndpointSchema = z.strictObject({ ...endpoint, id: id() });
export type EditEndpoint = z.infer<typeof editEndpointSchema>;

export const endpointIdSchema = z.strictObject({ id: id() });
export const deliveryIdSchema = z.strictObject({ id: id() });

export const DELIVERY_STATUSES = ['delivered', 'waiting', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** The list's query. It comes from the address bar: what isn't understood falls back to the default. */
export const deliveryQuerySchema = z.object({
  status: z.array(z.enum(DELIVERY_STATUSES)).catch([]),
  page: z.int().min(1).max(1_000_000).catch(1),
  pageSize: z.int().min(1).max(100).catch(25),
});
export type DeliveryQuery = z.infer<typeof deliveryQuerySchema>;

/** Per organization. */
export const MAX_ENDPOINTS = 20;
/** Test events and resends of an organization. */
export const MAX_SENT_BY_HAND_PER_MINUTE = 10;
/** How long the old signing secret signs as well after it was rolled. */
export const SECRET_OVERLAP_HOURS = 24;
/** Deliveries are kept as long. */
export const DELIVERY_DAYS = 30;

/** Why there was no answer. */
export const SEND_FAILURES = ['address-refused', 'name-not-found', 'timeout', 'tls', 'connection'] as const;
export type SendFailure = (typeof SEND_FAILURES)[number];

/** How an attempt ended. An answer has a status; only 2xx is a success. */
export type AttemptResult = {
  responseStatus: number | null;
  failure: SendFailure | null;
  durationMs: number;
};

export const isSuccess = ({ responseStatus }: Pick<AttemptResult, 'responseStatus'>): boolean =>
  responseStatus !== null && responseStatus >= 200 && responseStatus < 300;

export type EndpointView = {
  id: string;
  url: string;
  description: string;
  types: string[];
  /** `disabled-by-failures`: by Keyport, after every attempt of a week had failed. */
  state: 'enabled' | 'disabled' | 'disabled-by-failures';
  /** Since when every attempt has failed; null if the last one succeeded, or there was none. */
  failingSince: string | null;
  /** How many events wait to be delivered. */
  waiting: number;
  /** Until when the old signing secret signs as well. */
  oldSecretEndsAt: string | null;
  createdAt: string;
  createdBy: string | null;
};

export type DeliveryView = {
  id: string;
  type: string;
  /** The `webhook-id` header. */
  messageId: string;
  /** The name of the key that it is about. */
  subjectName: string;
  /** When the change was made. */
  at: string;
  status: DeliveryStatus;
  attempts: number;
  lastAttemptAt: string | null;
  /** Null unless it waits. Earlier ones of the endpoint go first. */
  nextAttemptAt: string | null;
  last: AttemptResult | null;
  /** The JSON that is sent, indented. */
  body: string;
};

export type DeliveryPage = { rows: DeliveryView[]; total: number; page: number; pageSize: number };
