import { lockBuiltInKeys } from '@/lib/access/built-in-keys/built-in-keys';
import { type KeyRecord, lockKey } from '@/lib/access/key-records/key-store';
import { canOperate, scopeOf } from '@/lib/access/key-records/ownership-policy';
import { type KeyAction, keySubject } from '@/lib/access/key-records/policy';
import type { KeyOperation } from '@/lib/access/key-records/schema';
import { transactAndAwaitVerifiers } from '@/lib/access/revocation/transact-and-await-verifiers';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordRefusal } from '@/lib/platform/audit/record';
import type { Db } from '@/lib/platform/db/database';
import { type Result, refuse } from '@/lib/platform/result';

type Change = { operation: KeyOperation; action: KeyAction; id: string; now: Date };

/** A right that the actor lacks, or an id that isn't theirs: no screen of ours would have sent it. */
const FORGED: readonly string[] = ['FORBIDDEN', 'KEY_NOT_FOUND'];

/**
 * Changes a key that the actor may see and do this with, in one transaction that every verifier has caught up with. A
 * key that they may not see doesn't exist for them. Trying it is recorded, as is a missing right.
 */
export async function changeKey<Value, Code extends string>(
  actor: Actor,
  { operation, action, id, now }: Change,
  change: (db: Db, key: KeyRecord) => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code | 'KEY_NOT_FOUND' | 'FORBIDDEN'>> {
  const result = await transactAndAwaitVerifiers<Value, Code | 'KEY_NOT_FOUND' | 'FORBIDDEN'>(async (db) => {
    if (operation === 'stop' || operation === 'delete')
      await lockBuiltInKeys(db, actor.organization.id, [id]);
    const key = await lockKey(db, scopeOf(actor), id);
    if (!key) return refuse('KEY_NOT_FOUND');
    return canOperate(actor, key, operation) ? change(db, key) : refuse('FORBIDDEN');
  });
  if (!result.ok && FORGED.includes(result.code)) {
    await recordRefusal(actor, { action, ...keySubject(id, id), code: result.code }, now);
  }
  return result;
}
