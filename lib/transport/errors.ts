import type { DatasetRefusal } from '@/lib/access/datasets/dataset-refusals';
import type { ChangeRefusal } from '@/lib/access/keys/change-status';
import type { CreateRefusal } from '@/lib/access/keys/create-key';
import type { EditRefusal } from '@/lib/access/keys/edit-key';
import type { RevealRefusal } from '@/lib/access/keys/reveal-key';
import type { RollRefusal } from '@/lib/access/keys/roll-key';
import type { CatalogueRefusal } from '@/lib/access/permissions/catalogue-values';
import type { GrantRefusal } from '@/lib/access/permissions/change-grant';
import type { SelfRotationRefusal } from '@/lib/features/self-rotation/allow-self-rotation';
import type { WebhookRefusal } from '@/lib/features/webhooks/webhook-refusals';
import type { OwnAccountRefusal } from '@/lib/identity/account/change-account';
import type { AddressRefusal } from '@/lib/identity/account/change-address';
import type { ManageRefusal } from '@/lib/identity/account/change-authenticator';
import type { ConfirmAddressRefusal } from '@/lib/identity/account/confirm-address';
import type { ResetRefusal } from '@/lib/identity/password-reset/reset-password';
import type { ContactRefusal } from '@/lib/organizations/contacts/contacts';
import type { InviteRefusal } from '@/lib/organizations/invitations/invite';
import type { FirstAdminRefusal } from '@/lib/organizations/invitations/invite-first-admin';
import type { JoinRefusal } from '@/lib/organizations/invitations/join';
import type { TeamRefusal } from '@/lib/organizations/memberships/change-team';
import type { OrganizationRefusal } from '@/lib/organizations/organizations/organization-refusals';

/** Every refusal that can reach a person. The map below is exhaustive: a new code doesn't compile without a message. */
export type Code =
  | SelfRotationRefusal
  | WebhookRefusal
  | ChangeRefusal
  | CreateRefusal
  | EditRefusal
  | RevealRefusal
  | RollRefusal
  | CatalogueRefusal
  | ContactRefusal
  | GrantRefusal
  | OrganizationRefusal
  | DatasetRefusal
  | TeamRefusal
  | InviteRefusal
  | FirstAdminRefusal
  | JoinRefusal
  | 'NOT_A_MEMBER'
  | 'ORGANIZATION_NAME_TAKEN'
  | OwnAccountRefusal
  | AddressRefusal
  | ConfirmAddressRefusal
  | ManageRefusal
  | ResetRefusal
  | 'SESSION_OVER'
  | 'CONFIRMATION_DIFFERS'
  | 'NOTHING_PENDING'
  | 'SETUP_CLOSED'
  | 'SETUP_LINK_OVER'
  | 'BAD_INPUT'
  | 'SIGNED_OUT'
  | 'FOREIGN_ORIGIN'
  | 'UNEXPECTED'
  | Unanswered;

/** What only the browser can notice: an action didn't answer. */
type Unanswered = 'UNREACHABLE' | 'UPDATED';

const BESIDE_FIELDS = 'Some fields need your attention.';

/** What a person reads: what to do next. */
const MESSAGES: Record<Code, string> = {
  FORBIDDEN: 'Your role does not allow this. Ask an Admin of your organization.',
  KEY_NOT_FOUND: 'This API key is not there any more. Someone may have deleted it.',
  KEY_REVOKED: 'This API key was revoked, which is final. Add a new one instead.',
  KEY_EXPIRED: 'This API key has expired. Give it a new expiration first, then roll it.',
  KEY_CHANGED:
    'Someone changed this API key meanwhile. Nothing was overwritten, and nothing you typed is lost.',
  DATASET_LIMIT:
    'Your organization has 1,000 datasets, which is the limit. Delete some that are no longer needed.',
  KEY_LIMIT: 'Your organization has as many API keys as it may have. Delete some that are no longer needed.',
  NOTHING_TO_BLOCK: 'The old credentials had ended already.',
  KEY_REVEALED: 'Its secret was revealed already, and can not be shown again. Roll the key to get a new one.',
  KEY_NOT_REVEALED: 'This API key has no secret yet. Its owner reveals it on the Account page.',
  NO_PERMISSION: BESIDE_FIELDS,
  NAME_TAKEN: BESIDE_FIELDS,
  DATASET_NAME_TAKEN: BESIDE_FIELDS,
  DATASET_NOT_FOUND: 'This dataset is not there any more. Someone may have deleted it.',
  DATASET_IN_USE: 'API keys are associated with this dataset. Take it off them, or delete them, first.',
  PERMISSION_NOT_GRANTED: BESIDE_FIELDS,
  BAD_TIME: BESIDE_FIELDS,
  EVERYONE_UNCONFIRMED: BESIDE_FIELDS,
  ROLLED_MEANWHILE:
    'Someone rolled this API key a moment ago. Reload to see its new key before you roll it again.',
  NOT_OPERATOR: 'Only the company that runs Keyport can do this.',
  HAS_ADMIN: 'This organization has an Admin by now, who invites the others.',
  NO_SUCH_ORGANIZATION: 'This organization is not there any more.',
  NO_SUCH_PERMISSION: 'This permission is not in the catalogue any more. Reload to see what is.',
  PERMISSION_CHANGED:
    'Someone changed this permission meanwhile. Reload to see what it is now; what you typed stays until then.',
  PERMISSION_HELD:
    'Other keys or organizations have this permission now than when you were asked. Reload to see how many, then remove it.',
  ORGANIZATION_CHANGED:
    'Someone changed this organization meanwhile. Reload to see what it is now; what you typed stays until then.',
  CONTACTS_CHANGED:
    'Someone changed these texts meanwhile. Reload to see what they are now; what you typed stays until then.',
  CONFIRMATION_DIFFERS: BESIDE_FIELDS,
  THROTTLED: 'Too many failed tries. Wait a little, then try again.',
  PASSCODE_WRONG: BESIDE_FIELDS,
  PASSCODE_USED: BESIDE_FIELDS,
  NO_AUTHENTICATOR: 'Rolling needs an authenticator. Set one up on your Account page, then come back.',
  WRONG_PASSWORD: BESIDE_FIELDS,
  BREAKS_POLICY: 'This would break a key policy. Edit the key first: its form says what is missing.',
  ENDPOINT_NOT_FOUND: 'This endpoint no longer exists. Someone may have deleted it.',
  ENDPOINT_LIMIT:
    'Your organization has 20 endpoints, which is the limit. Delete one that is no longer needed.',
  ENDPOINT_REFUSED: BESIDE_FIELDS,
  DELIVERY_NOT_FOUND: 'This delivery no longer exists. Deliveries are kept for 30 days.',
  TOO_MANY_TEST_EVENTS:
    'You can send 10 events a minute with Send test event and Resend. Try again in a minute.',
  NO_SECRET: 'A public key has no secret to roll.',
  NOTHING_PENDING: 'This set-up is over. Begin again with your password.',
  AUTHENTICATOR_ON: 'Your authenticator is on already.',
  MEMBER_NOT_FOUND: 'This person is not in the team any more.',
  LAST_ADMIN: 'An organization needs an Admin. Make somebody else Admin first.',
  ALREADY_MEMBER: 'This person belongs to the team already.',
  INVITATION_LIMIT: 'There are 100 open invitations. Withdraw some that are no longer needed.',
  INVITATION_NOT_FOUND: 'This invitation is not open any more. It was accepted or withdrawn.',
  INVITATION_OVER:
    'This invitation is over: it was used, withdrawn or replaced, or is older than 7 days. Ask for a new one.',
  HAS_ACCOUNT: 'This address has an account by now. Reload, and sign in with it to join.',
  FOR_ANOTHER: 'This invitation is for another address than the one that you are signed in with.',
  NOT_A_MEMBER: 'You do not belong to this organization any more.',
  ORGANIZATION_NAME_TAKEN: BESIDE_FIELDS,
  AUTHENTICATOR_OFF: 'Your authenticator is off already.',
  RECOVERY_CODE_WRONG: BESIDE_FIELDS,
  EMAIL_TAKEN: BESIDE_FIELDS,
  ADDRESS_TAKEN: 'Another account has this address by now. Choose another one on your Account page.',
  NO_ADDRESS_CHANGE: 'No new address is waiting any more. It was confirmed or canceled.',
  MAIL_FAILED: 'The email could not be sent, so nothing has changed. Try again in a few minutes.',
  ADDRESS_LINK_OVER:
    'This link is over: it works once, for 60 minutes. Send a new one from your Account page.',
  SESSION_OVER: 'That browser is signed out already.',
  RESET_LINK_OVER: 'This link is over: it works once, for 30 minutes. Ask for a new one.',
  SETUP_CLOSED: 'Keyport is set up already. Sign in instead.',
  SETUP_LINK_OVER: 'This set-up link is over. Stop Keyport and run npm start again: it prints a new one.',
  BAD_PASSWORD: BESIDE_FIELDS,
  BAD_INPUT: BESIDE_FIELDS,
  SIGNED_OUT: 'You are signed out. Sign in again.',
  FOREIGN_ORIGIN: 'This request did not come from Keyport. Open Keyport at its own address and try again.',
  UNEXPECTED: 'Something went wrong on our side. Try again.',
  UNREACHABLE: 'Keyport could not be reached. Try again.',
  UPDATED: 'Keyport was updated. Reload the page.',
};

/** Shown in a form whose request wasn't processed, so that nobody copies out what they typed. */
export const NOTHING_LOST = 'Nothing you typed is lost.';

const KEPT: readonly string[] = ['SIGNED_OUT', 'UNEXPECTED', 'UNREACHABLE', 'UPDATED'] satisfies Code[];

/** Whether a failure is unrelated to what was typed. */
export const isUnjudged = (code: string): boolean => KEPT.includes(code);

/** The message for a refusal; a wait is given in seconds or minutes. */
export function messageFor(code: Code, retryAfterSeconds?: number): string {
  if (code !== 'THROTTLED' || retryAfterSeconds === undefined) return MESSAGES[code];
  return `Too many failed tries. Try again in ${formatWait(retryAfterSeconds)}.`;
}

function formatWait(seconds: number): string {
  if (seconds === 1) return '1 second';
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
