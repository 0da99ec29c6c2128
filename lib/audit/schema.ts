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
  | 'authenticator.turn-on'
  | 'key.create'
  | 'key.edit'
  | 'key.reveal'
  | 'key.roll'
  | 'key.block-old'
  | 'key.disable'
  | 'key.enable'
  | 'key.revoke'
  | 'key.delete'
  | 'dataset.create'
  | 'dataset.edit'
  | 'dataset.delete';

type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain };

/** Who did what to what, from where, and how it ended. `details` holds old and new values, never a secret. */
export type AuditEntry = {
  organizationId: string | null;
  actorId: string | null;
  actorName: string;
  address: string;
  action: AuditAction;
  outcome: 'success' | 'failure';
  subjectType: 'key' | 'dataset' | 'user' | 'organization' | 'permission' | 'installation';
  subjectId: string | null;
  subjectName: string;
  details: { [name: string]: Plain };
};

/** An entry in its place in the chain. `at` is ISO 8601 in UTC, `position` counts from 1. */
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
