import type { DatasetRefusal } from '@/lib/access/datasets/dataset-refusals';
import type { ChangeRefusal } from '@/lib/access/keys/change-status';
import type { CreateRefusal } from '@/lib/access/keys/create-key';
import type { EditRefusal } from '@/lib/access/keys/edit-key';
import type { RollRefusal } from '@/lib/access/keys/roll-key';
import type { ProgramRefusal } from '@/lib/access/programs/authenticate-program';
import type { RepeatRefusal } from '@/lib/access/submissions/submission';
import type { SelfRollRefusal } from '@/lib/features/self-rotation/roll-self';
import type { ProblemStatus } from '@/lib/platform/http/problem';

/** Everything that the API refuses. The table below is exhaustive: a new code doesn't compile without an entry. */
export type ApiCode =
  | ProgramRefusal
  | CreateRefusal
  | EditRefusal
  | Exclude<RollRefusal, 'THROTTLED'>
  | ChangeRefusal
  | DatasetRefusal
  | RepeatRefusal
  | SelfRollRefusal
  | 'NO_CREDENTIALS'
  | 'MALFORMED_CREDENTIALS'
  | 'NOT_A_PERSONAL_KEY'
  | 'THROTTLED'
  | 'TOO_MANY_REQUESTS'
  | 'TOO_MANY_AT_ONCE'
  | 'RATE_LIMITED'
  | 'FOREIGN_ORIGIN'
  | 'NO_SUCH_PATH'
  | 'METHOD_NOT_ALLOWED'
  | 'NOT_ACCEPTABLE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'BODY_TOO_LARGE'
  | 'NOT_JSON'
  | 'BAD_INPUT'
  | 'BAD_CURSOR'
  | 'IDEMPOTENCY_KEY_REQUIRED'
  | 'CREATED_BUT_DELETED'
  | 'PRECONDITION_REQUIRED'
  | 'CONFIRMATION_DIFFERS'
  | 'UNEXPECTED';

const WRONG_FIELDS = 'Some fields are wrong; see errors.';

export const PROBLEMS: Record<ApiCode, readonly [ProblemStatus, detail: string]> = {
  NO_CREDENTIALS: [401, 'Send a key and its secret: Authorization: Bearer KEY.SECRET.'],
  MALFORMED_CREDENTIALS: [401, 'Send one key with its secret, in one way.'],
  NOT_FOUND: [401, 'The key or its secret is wrong.'],
  SECRET_REQUIRED: [401, "The key's secret is missing."],
  REVOKED: [401, 'The key was revoked.'],
  DISABLED: [401, 'The key is disabled.'],
  EXPIRED: [401, 'The key has expired.'],
  ROLLED: [401, 'The key was rolled, and its old credentials have ended.'],
  IP_NOT_ALLOWED: [403, 'The key may not be used from this address.'],
  WRONG_ENVIRONMENT: [403, 'The key is for another environment.'],
  DATASET_NOT_ALLOWED: [403, 'The key is not associated with this dataset.'],
  INSUFFICIENT_PERMISSIONS: [403, 'The key lacks the permission for this.'],
  NOT_A_PERSONAL_KEY: [
    403,
    "This takes a member's personal key. An organization's keys are for the API that they guard.",
  ],
  FORBIDDEN: [403, 'This key, or the role of the person who owns it, does not allow this.'],
  SELF_ROLL_NOT_ALLOWED: [403, 'This key may not roll itself. An Admin can allow it in the portal.'],
  FOREIGN_ORIGIN: [403, 'Web pages of other origins may not call this API.'],
  PASSCODE_WRONG: [403, 'The one-time passcode is wrong or no longer current.'],
  PASSCODE_USED: [403, 'The one-time passcode was used before. Wait for the next one.'],
  NO_AUTHENTICATOR: [403, "Rolling takes a one-time passcode, and the key's owner has no authenticator."],
  NO_SUCH_PATH: [404, 'There is nothing at this path.'],
  KEY_NOT_FOUND: [404, 'There is no such key.'],
  DATASET_NOT_FOUND: [404, 'There is no such dataset.'],
  METHOD_NOT_ALLOWED: [405, 'This path does not have this method. See Allow.'],
  NOT_ACCEPTABLE: [406, 'The answer has another media type than Accept allows.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Send the body as application/json.'],
  BODY_TOO_LARGE: [413, 'The body may have at most 64 KB.'],
  NOT_JSON: [400, 'The body is not JSON.'],
  BAD_INPUT: [400, WRONG_FIELDS],
  BAD_TIME: [400, WRONG_FIELDS],
  EVERYONE_UNCONFIRMED: [400, WRONG_FIELDS],
  NO_PERMISSION: [400, WRONG_FIELDS],
  PERMISSION_NOT_GRANTED: [400, WRONG_FIELDS],
  BREAKS_POLICY: [
    409,
    'This would break a key policy of the organization; see errors, or edit the key first.',
  ],
  CONFIRMATION_DIFFERS: [400, WRONG_FIELDS],
  BAD_CURSOR: [400, 'The cursor is not one of this list. Begin without a cursor.'],
  IDEMPOTENCY_KEY_REQUIRED: [400, 'Send an Idempotency-Key header of 1 to 255 visible ASCII characters.'],
  IDEMPOTENCY_KEY_REUSED: [422, 'This Idempotency-Key was used for a request with another body.'],
  REQUEST_IN_PROGRESS: [409, 'A request with this Idempotency-Key is in progress.'],
  CREATED_BUT_DELETED: [409, 'What the first request with this Idempotency-Key created was deleted since.'],
  NAME_TAKEN: [409, WRONG_FIELDS],
  DATASET_NAME_TAKEN: [409, WRONG_FIELDS],
  KEY_LIMIT: [409, 'The organization has as many keys as it may have.'],
  DATASET_LIMIT: [409, 'The organization has as many datasets as it may have.'],
  DATASET_IN_USE: [409, 'Keys are associated with this dataset; see errors.'],
  KEY_REVOKED: [409, 'The key is revoked, which is final.'],
  KEY_EXPIRED: [409, 'The key has expired. Give it a new expiration first.'],
  KEY_NOT_REVEALED: [409, 'The key has no secret yet: its owner has to reveal it in the portal first.'],
  ROLLED_MEANWHILE: [409, 'The key was rolled meanwhile.'],
  ROLL_IN_PROGRESS: [409, 'Older credentials still work, or the new ones are in use already.'],
  NOTHING_TO_BLOCK: [409, 'The key has no older credentials that still work.'],
  KEY_CHANGED: [412, 'The key was changed meanwhile. Read it again; its present version is in ETag.'],
  PRECONDITION_REQUIRED: [428, "Send the ETag of the key as If-Match, so that nobody else's change is lost."],
  THROTTLED: [429, 'Too many wrong passcodes. Try again later.'],
  ROLLED_RECENTLY: [429, 'A key may roll itself once an hour.'],
  TOO_MANY_REQUESTS: [429, 'A key may make 600 requests a minute.'],
  TOO_MANY_AT_ONCE: [429, 'A key may have 4 requests in progress, one of them an export.'],
  RATE_LIMITED: [429, "The key's own rate limit is used up."],
  UNEXPECTED: [500, 'Something went wrong.'],
};
