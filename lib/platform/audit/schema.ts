import { z } from 'zod';
import { text } from '@/lib/platform/text/schema';

export type AuditAction =
  | 'installation.set-up'
  | 'account.create'
  | 'operator.create'
  | 'organization.create'
  | 'organization.edit'
  | 'permission.add'
  | 'permission.edit'
  | 'permission.remove'
  | 'contact.edit'
  | 'permission.grant'
  | 'permission.withdraw'
  | 'session.start'
  | 'session.end'
  | 'session.switch'
  | 'session.resume'
  | 'member.role'
  | 'member.remove'
  | 'member.leave'
  | 'invitation.create'
  | 'invitation.resend'
  | 'invitation.withdraw'
  | 'invitation.accept'
  | 'organization.rename'
  | 'session.end-all'
  | 'identity.link'
  | 'account.rename'
  | 'account.ask-address'
  | 'account.cancel-address'
  | 'account.change-address'
  | 'password.change'
  | 'password.ask-reset'
  | 'password.reset'
  | 'authenticator.turn-on'
  | 'authenticator.turn-off'
  | 'authenticator.replace'
  | 'recovery-codes.renew'
  | 'key.create'
  | 'key.edit'
  | 'key.reveal'
  | 'key.roll'
  | 'key.self-rotation'
  | 'key.block-old'
  | 'key.disable'
  | 'key.enable'
  | 'key.revoke'
  | 'key.delete'
  | 'policy.edit'
  | 'operator-policy.edit'
  | 'dataset.create'
  | 'dataset.edit'
  | 'dataset.delete'
  | 'key.view'
  | 'key.try'
  | 'key.export'
  | 'key.import'
  | 'webhook.create'
  | 'webhook.edit'
  | 'webhook.enable'
  | 'webhook.disable'
  | 'webhook.roll-secret'
  | 'webhook.delete'
  | 'webhook.test'
  | 'webhook.resend'
  | 'audit.export'
  | 'audit.acknowledge';

export type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain };

/** Who did what to what, from where, and how it ended. `details` holds old and new values, never a secret. */
export type AuditEntry = {
  organizationId: string | null;
  actorId: string | null;
  actorName: string;
  address: string;
  action: AuditAction;
  outcome: 'success' | 'failure';
  subjectType:
    | 'key'
    | 'dataset'
    | 'user'
    | 'invitation'
    | 'organization'
    | 'permission'
    | 'installation'
    | 'import'
    | 'webhook'
    | 'event';
  subjectId: string | null;
  subjectName: string;
  details: { [name: string]: Plain };
};

export const KEY_EVENT_TYPES = [
  'key.created',
  'key.edited',
  'key.rolled',
  'key.disabled',
  'key.enabled',
  'key.revoked',
  'key.deleted',
] as const;
/** What webhooks tell of an API key. */
export type KeyEventType = (typeof KEY_EVENT_TYPES)[number];

/** What endpoints are told together with an audit event, in its transaction. */
export type Announcement = { type: KeyEventType; data: { [name: string]: Plain } };

/** An entry at its position in the chain. `at` is ISO 8601 in UTC, `position` counts from 1. */
export type ChainedEvent = AuditEntry & { position: number; at: string };

/** An event of one key, as its page shows it. */
export type HistoryEvent = {
  position: number;
  at: string;
  actorName: string;
  address: string;
  action: AuditAction;
  outcome: 'success' | 'failure';
  /** The names of the fields that an edit changed. */
  changed: string[];
};

export const AUDIT_OUTCOMES = ['success', 'failure'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

const names = z.array(text(100)).max(200).catch([]);

/** The log's query. It comes from the address bar: what isn't understood falls back to the default. */
export const auditQuerySchema = z.object({
  q: text(200).catch(''),
  /** What comes before the dot of an action: `key`, `session`. */
  area: names,
  action: names,
  outcome: z.array(z.enum(AUDIT_OUTCOMES)).catch([]),
  /** A time range such as `7d`, or `FROM/TO` in ISO 8601, where either may be empty. See `parseTimeRange`. */
  time: text(100).catch(''),
  ascending: z.boolean().catch(false),
  page: z.int().min(1).max(1_000_000).catch(1),
  pageSize: z.int().min(1).max(100).catch(25),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** An old value, a new one, or both. */
export type AuditChange = { field: string; before?: Plain; after?: Plain };

export type AuditEventView = {
  position: number;
  at: string;
  actorName: string;
  address: string;
  action: string;
  outcome: AuditOutcome;
  subjectType: string;
  subjectId: string | null;
  subjectName: string;
  /** Why it was refused. */
  code: string | null;
  changes: AuditChange[];
};

export type AuditPage = { rows: AuditEventView[]; total: number; page: number; pageSize: number };

/** Who an audit event names: a person, or the command line. */
export type Principal = {
  userId: string | null;
  name: string;
  address: string;
  organization?: { id: string } | null;
  /** The key that a program used in their place. */
  program?: { key: string };
};

/**
 * A visitor: typing somebody's email address doesn't make one that person. Recorded with the visitor's network address.
 */
export const NOT_SIGNED_IN = { userId: null, name: 'Not signed in' } as const;

/** For what Keyport does on its own. */
export const KEYPORT: Principal = { userId: null, name: 'Keyport', address: 'local' };

export const COMMAND_LINE: Principal = { userId: null, name: 'Command line', address: 'local' };
