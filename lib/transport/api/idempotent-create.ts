import {
  programSubmission,
  type RepeatRefusal,
  type RequestId,
  type Submission,
} from '@/lib/access/submissions/submission';
import type { Actor } from '@/lib/identity/actor/schema';
import { type Answer, json } from './answer';
import type { Input } from './operation';
import type { ApiCode } from './problems';

/** For operations that create something: a program that got no answer sends the same request again. */

/** What each such operation can refuse. */
export const REPEAT_REFUSALS = [
  'IDEMPOTENCY_KEY_REUSED',
  'REQUEST_IN_PROGRESS',
  'CREATED_BUT_DELETED',
] as const satisfies readonly ApiCode[];

export const submissionOf = (
  actor: Actor,
  operation: RequestId['operation'],
  { body, header }: Pick<Input<unknown, unknown>, 'body' | 'header'>,
): Submission<RepeatRefusal> =>
  programSubmission(
    {
      userId: actor.userId,
      organizationId: actor.organization.id,
      operation,
      key: header('Idempotency-Key') ?? '',
    },
    body,
  );

/** 201 with what was created, or 200 with what an earlier request created. */
export const answerCreated = (
  created: unknown,
  { isNew, headers }: { isNew: boolean; headers: { ETag?: string; Location: string } },
): Answer =>
  json(isNew ? 201 : 200, created, { ...headers, ...(!isNew && { 'Idempotent-Replayed': 'true' }) });
