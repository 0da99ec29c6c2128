import type { Db } from '@/lib/platform/db/database';
import type { Refusal } from '@/lib/platform/result';
import { claimIdempotencyKey, completeIdempotencyKey } from './idempotency-key-store';
import {
  claimRequest,
  completeRequest,
  type RepeatRefusal,
  type RequestId,
} from './idempotent-request-store';

export type { RepeatRefusal, RequestId };

/**
 * Recognizes a request that is sent twice, by a form's idempotency key or by a program's. `claim` returns null for the
 * first one, and otherwise what the first one created; `subjectId` is null if that was deleted since.
 */
export type Submission<Code extends string = never> = {
  claim(db: Db, now: Date): Promise<{ subjectId: string | null } | Refusal<Code> | null>;
  complete(db: Db, subjectId: string, now: Date): Promise<void>;
};

/** A form that is sent twice. */
export const formSubmission = (userId: string, key: string): Submission => ({
  claim: (db, now) => claimIdempotencyKey(db, userId, key, now),
  complete: (db, keyId) => completeIdempotencyKey(db, userId, key, keyId),
});

/** A program's request, by its idempotency key and its body. */
export const programSubmission = (request: RequestId, body: unknown): Submission<RepeatRefusal> => ({
  claim: (db, now) => claimRequest(db, request, body, now),
  complete: (db, subjectId, now) => completeRequest(db, request, { body, subjectId }, now),
});
