/** The label of each action, in the past tense. One without a label is spelled out. */
const ACTION_WORDS: Record<string, string> = {
  'key.create': 'Created API key',
  'key.edit': 'Edited API key',
  'key.roll': 'Rolled API key',
  'key.self-rotation': 'Changed self-rotation',
  'key.reveal': 'Revealed API key',
  'key.block-old': 'Blocked old credentials',
  'key.disable': 'Disabled API key',
  'key.enable': 'Enabled API key',
  'key.revoke': 'Revoked API key',
  'key.delete': 'Deleted API key',
  'key.view': 'Viewed API key',
  'key.try': 'Tried a request',
  'key.export': 'Exported API keys',
  'policy.edit': 'Changed key policies',
  'key.import': 'Imported API keys',
  'webhook.create': 'Added webhook endpoint',
  'webhook.edit': 'Edited webhook endpoint',
  'webhook.enable': 'Enabled webhook endpoint',
  'webhook.disable': 'Disabled webhook endpoint',
  'webhook.roll-secret': 'Rolled signing secret',
  'webhook.delete': 'Deleted webhook endpoint',
  'webhook.test': 'Sent test event',
  'webhook.resend': 'Resent event',
  'dataset.create': 'Created dataset',
  'dataset.edit': 'Edited dataset',
  'dataset.delete': 'Deleted dataset',
  'session.start': 'Signed in',
  'session.switch': 'Switched organization',
  'session.resume': 'Signed in again',
  'session.end': 'Signed out',
  'session.end-all': 'Signed out everywhere',
  'identity.link': 'Linked company account',
  'password.change': 'Changed password',
  'password.reset': 'Reset password',
  'password.ask-reset': 'Asked to reset password',
  'authenticator.turn-on': 'Turned on authenticator',
  'authenticator.turn-off': 'Turned off authenticator',
  'authenticator.replace': 'Replaced authenticator',
  'recovery-codes.renew': 'Renewed recovery codes',
  'account.create': 'Created account',
  'account.rename': 'Changed name',
  'account.ask-address': 'Asked to change email address',
  'account.cancel-address': 'Canceled change of email address',
  'account.change-address': 'Changed email address',
  'member.role': 'Changed role',
  'member.remove': 'Removed member',
  'member.leave': 'Left the organization',
  'invitation.create': 'Invited someone',
  'invitation.resend': 'Resent invitation',
  'invitation.withdraw': 'Withdrew invitation',
  'invitation.accept': 'Accepted invitation',
  'organization.create': 'Created organization',
  'organization.edit': 'Changed organization',
  'organization.rename': 'Renamed organization',
  'permission.grant': 'Granted permission',
  'permission.withdraw': 'Withdrew permission',
  'audit.export': 'Exported audit log',
  'installation.set-up': 'Set up Keyport',
};

/** In the operator's own log: they belong to no organization. */
const OPERATOR_WORDS: Record<string, string> = {
  'permission.add': 'Added permission',
  'permission.edit': 'Edited permission',
  'permission.remove': 'Removed permission',
  'contact.edit': 'Edited contact text',
  'operator-policy.edit': 'Changed key policies',
  'operator.create': 'Created operator',
  'audit.acknowledge': 'Acknowledged event',
};

const AREA_WORDS: Record<string, string> = {
  key: 'API keys',
  dataset: 'Datasets',
  webhook: 'Webhooks',
  policy: 'Key policies',
  session: 'Sign-in',
  identity: 'Company accounts',
  password: 'Passwords',
  authenticator: 'Authenticators',
  'recovery-codes': 'Recovery codes',
  account: 'Accounts',
  member: 'Members',
  invitation: 'Invitations',
  organization: 'Organization',
  permission: 'Permissions',
  audit: 'Audit log',
  installation: 'Set-up',
};

const FIELD_WORDS: Record<string, string> = {
  key: 'API key',
  keys: 'API keys',
  expiresAt: 'Expiration',
  oldEndsAt: 'Old credentials end',
  ipRanges: 'IP ranges',
  rate: 'Rate limit',
  usedIn: 'Used in',
  externalId: 'External ID',
  requireExpiry: 'Expiration required',
  maxLifetimeDays: 'Longest lifetime, days',
  requireIpRanges: 'IP ranges required',
  program: 'By a program with',
  because: 'Because of',
  selfRollGrace: 'Self-rotation, grace',
  rows: 'Rows',
  url: 'URL',
  types: 'Events',
  failingSince: 'Failing since',
  message: 'Message ID',
};

/** What a missing value means. */
const NONE_WORDS: Record<string, string> = {
  expiresAt: 'Never',
  oldEndsAt: 'Never',
  ipRanges: 'Any address',
  rate: 'No limit',
  selfRollGrace: 'Not allowed',
  maxLifetimeDays: 'No limit',
};

/** Fields whose values are one of a few words. */
const CHOICES = new Set(['status', 'type', 'environment', 'role', 'kind']);

const REASON_WORDS: Record<string, string> = {
  NOT_OPERATOR: 'Only an operator can do this.',
  BAD_INPUT: 'The input was not accepted.',
  THROTTLED: 'There were too many failed attempts.',
  WRONG_CREDENTIALS: 'The email address or password was wrong.',
  CONFIRMATION_DIFFERS: 'What was typed to confirm was something else.',
  KEY_NOT_FOUND: 'There is no such API key.',
  BREAKS_POLICY: 'It would break a key policy.',
  KEY_CHANGED: 'Someone else had changed the API key.',
  FOREIGN_ORIGIN: 'The request did not come from Keyport.',
  FORBIDDEN: 'The role does not allow it.',
  PERMISSION_NOT_GRANTED: 'A permission was asked for that is not granted.',
  PASSCODE_WRONG: 'The one-time passcode was wrong.',
  PASSCODE_USED: 'The one-time passcode was used before.',
  RECOVERY_CODE_WRONG: 'The recovery code was wrong.',
  WRONG_PASSWORD: 'The password was wrong.',
  NO_ACCOUNT: 'No account has this address.',
  EMAIL_UNVERIFIED: 'The provider has not proved the address.',
  EMAIL_UNSUPPORTED: 'The provider sent an address that Keyport does not support.',
  LINKED_OTHERWISE: 'The account is linked to somebody else at the provider.',
  EMAIL_TAKEN: 'The address has an account already.',
  PASSWORD_WRONG: 'The password was wrong.',
  ENDPOINT_NOT_FOUND: 'There is no such endpoint.',
  ENDPOINT_LIMIT: 'There were as many endpoints as there may be.',
  ENDPOINT_REFUSED: 'Events may not be sent to this URL.',
  DELIVERY_NOT_FOUND: 'There is no such delivery.',
  TOO_MANY_TEST_EVENTS: 'Too many events were sent by hand within a minute.',
};

/** `key.block-old` or `expiresAt` as words: "Key block old", "Expires at". */
function spellOut(name: string): string {
  const words = name.replaceAll(/[._-]/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  return capitalized(words.toLowerCase());
}

export const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export const actionInWords = (action: string): string =>
  ACTION_WORDS[action] ?? OPERATOR_WORDS[action] ?? spellOut(action);
export const fieldInWords = (field: string): string => FIELD_WORDS[field] ?? spellOut(field);
export const noneInWords = (field: string): string => NONE_WORDS[field] ?? 'None';
export const isChoice = (field: string): boolean => CHOICES.has(field);
export const reasonInWords = (code: string): string => REASON_WORDS[code] ?? `${spellOut(code)}.`;

export const OUTCOME_WORDS = { success: 'Success', failure: 'Failure' } as const;

export const AREAS = Object.keys(AREA_WORDS);
const optionsOf = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
export const areaOptions = optionsOf(AREA_WORDS);
export const actionOptions = optionsOf(ACTION_WORDS);
export const ACTIONS = [...Object.keys(ACTION_WORDS), ...Object.keys(OPERATOR_WORDS)];

/** The changes to it, and what somebody else may have tried. */
export const operatorActionOptions = optionsOf({
  ...OPERATOR_WORDS,
  'organization.create': 'Created organization',
  'organization.edit': 'Changed organization',
  'permission.grant': 'Granted permission',
  'permission.withdraw': 'Withdrew permission',
  'key.import': 'Imported API keys',
});
