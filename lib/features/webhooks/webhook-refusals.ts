import { refuseForbidden } from '@/lib/identity/actor/refusals';
import type { Actor } from '@/lib/identity/actor/schema';
import { refuse } from '@/lib/platform/result';

export type WebhookRefusal =
  | 'FORBIDDEN'
  | 'ENDPOINT_NOT_FOUND'
  | 'ENDPOINT_LIMIT'
  | 'ENDPOINT_REFUSED'
  | 'DELIVERY_NOT_FOUND'
  | 'TOO_MANY_TEST_EVENTS';

export const endpointSubject = (id: string | null, url: string) =>
  ({ subjectType: 'webhook', subjectId: id, subjectName: url }) as const;

type WebhookAction =
  `webhook.${'create' | 'edit' | 'enable' | 'disable' | 'roll-secret' | 'delete' | 'test' | 'resend'}`;

/** For an actor who may not manage webhooks. */
export const refuseWebhookChange = (actor: Actor, action: WebhookAction, id: string | null, now: Date) =>
  refuseForbidden(actor, { action, ...endpointSubject(id, id ?? '') }, now);

export const refuseUrl = (problem: string) => refuse('ENDPOINT_REFUSED', { fields: { url: [problem] } });
