import { createHmac, timingSafeEqual } from 'node:crypto';
import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { type Refusal, refuse } from '@/lib/platform/result';
import { deriveKey } from '@/lib/platform/secrets/root';
import { DAY_MS } from '@/lib/platform/time/durations';

const KEPT_MS = DAY_MS;

export type RequestId = {
  userId: string;
  organizationId: string;
  operation: 'key.create' | 'dataset.create';
  /** The Idempotency-Key header. */
  key: string;
};

export type RepeatRefusal = 'REQUEST_IN_PROGRESS' | 'IDEMPOTENCY_KEY_REUSED';

const hashBody = (body: unknown): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHmac('sha256', deriveKey('idempotency')).update(JSON.stringify(body)).digest());

/**
 * Claims a program's idempotency key until the transaction ends. Null if it wasn't used in the last 24 hours; otherwise
 * what was created with it, provided that the body is the same.
 */
export async function claimRequest(
  db: Db,
  { userId, organizationId, operation, key }: RequestId,
  body: unknown,
  now: Date,
): Promise<{ subjectId: string } | Refusal<RepeatRefusal> | null> {
  const name = [userId, organizationId, operation, key].join(' ');
  const [lock] = await prisma(db).$queryRaw<{ mine: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as mine`;
  if (!lock?.mine) return refuse('REQUEST_IN_PROGRESS', { retryAfterSeconds: 1 });
  const where = { userId_organizationId_operation_key: { userId, organizationId, operation, key } };
  const used = await prisma(db).idempotentRequest.findUnique({ where });
  if (!used) return null;
  if (used.createdAt.getTime() <= now.getTime() - KEPT_MS) {
    await prisma(db).idempotentRequest.delete({ where });
    return null;
  }
  return timingSafeEqual(used.bodyHash, hashBody(body))
    ? { subjectId: used.subjectId }
    : refuse('IDEMPOTENCY_KEY_REUSED');
}

export async function completeRequest(
  db: Db,
  request: RequestId,
  { body, subjectId }: { body: unknown; subjectId: string },
  now: Date,
): Promise<void> {
  await prisma(db).idempotentRequest.create({
    data: { ...request, bodyHash: hashBody(body), subjectId, createdAt: now },
    select: { key: true },
  });
}
