import type { z } from 'zod';
import type { Program } from '@/lib/access/programs/authenticate-program';
import type { Actor, Right } from '@/lib/identity/actor/schema';
import type { AuditAction } from '@/lib/platform/audit/schema';
import type { Result } from '@/lib/platform/result';
import type { Answer } from './answer';
import type { ApiCode } from './problems';

/** One operation of the API: what it takes, how it answers, and how the reference describes it. */

export type Tag = 'Keys' | 'Datasets' | 'Audit log' | 'Exports' | 'This key';

export type DescribedAnswer = {
  description: string;
  /** Of a JSON body; none where there is no body. */
  schema?: z.ZodType;
  /** Of a file. */
  type?: string;
  headers?: readonly ('ETag' | 'Location' | 'Idempotent-Replayed')[];
};

export type RequestHeader = 'Idempotency-Key' | 'If-Match';

export type Input<Query, Body> = {
  /** From the path; empty where it has none. */
  id: string;
  query: Query;
  body: Body;
  header: (name: RequestHeader) => string | null;
  /** The client's. */
  address: string;
};

type Shape<Query extends z.ZodType, Body extends z.ZodType> = {
  id: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, with `{id}` for the one parameter that a path can have. */
  path: string;
  tag: Tag;
  summary: string;
  description?: string;
  query: Query;
  body: Body;
  /** A body that works, for the reference. */
  example?: z.input<Body>;
  headers?: readonly RequestHeader[];
  answers: Record<number, DescribedAnswer>;
  /** The codes of its own refusals; those that every operation has are added. */
  refusals: readonly ApiCode[];
  isExport?: boolean;
};

/** What a person may do, with their personal key. */
type ForMembers<Query extends z.ZodType, Body extends z.ZodType> = Shape<Query, Body> & {
  for: 'members';
  /** What both the person and the key need. */
  right: Right | null;
  /** The action that refusals are recorded under; null for operations that only read. */
  action: AuditAction | null;
  run(actor: Actor, input: Input<z.output<Query>, z.output<Body>>): Promise<Result<Answer, ApiCode>>;
};

/** What any key may do, with its secret. */
type ForAnyKey<Query extends z.ZodType, Body extends z.ZodType> = Shape<Query, Body> & {
  for: 'any key';
  run(program: Program, input: Input<z.output<Query>, z.output<Body>>): Promise<Result<Answer, ApiCode>>;
};

export type Operation<Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType> =
  | ForMembers<Query, Body>
  | ForAnyKey<Query, Body>;

export type MemberOperation = Extract<Operation, { for: 'members' }>;

/** Keeps the types of an operation's query and body together with its code. */
export const defineOperation = <Query extends z.ZodType, Body extends z.ZodType>(
  operation: Operation<Query, Body>,
): Operation => operation as unknown as Operation;
