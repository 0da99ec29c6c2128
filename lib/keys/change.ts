import { recordRefusal } from '@/lib/audit/service';
import type { Actor } from '@/lib/auth/actor';
import type { Queries } from '@/lib/db/client';
import { type Result, refuse } from '@/lib/result';
import { transactEverywhere } from '@/lib/revocation/service';
import { type KeyAction, keySubject } from './audited';
import { mayDo, scopeOf } from './ownership-policy';
import type { Deed } from './schema';
import { lockStandingOf } from './standing-store';
import { type KeyRecord, lockKey } from './store';

type Change = { deed: Deed; action: KeyAction; id: string; now: Date };

/** A right that the actor lacks, or an id that is none of theirs: no screen of ours would have sent it. */
const FORGED: readonly string[] = ['FORBIDDEN', 'KEY_NOT_FOUND'];

/**
 * Changes a key that the actor sees and may do this with, in one transaction that no verifier is behind. One that they
 * don't see does not exist; trying it is on record, as is a right that they lack.
 */
export async function changeKey<Value, Code extends string>(
  actor: Actor,
  { deed, action, id, now }: Change,
  change: (queries: Queries, key: KeyRecord) => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code | 'KEY_NOT_FOUND' | 'FORBIDDEN'>> {
  const result = await transactEverywhere<Value, Code | 'KEY_NOT_FOUND' | 'FORBIDDEN'>(async (queries) => {
    if (deed === 'stop' || deed === 'delete') await lockStandingOf(queries, actor.organization.id, [id]);
    const key = await lockKey(queries, scopeOf(actor), id);
    if (!key) return refuse('KEY_NOT_FOUND');
    return mayDo(actor, key, deed) ? change(queries, key) : refuse('FORBIDDEN');
  });
  if (!result.ok && FORGED.includes(result.code)) {
    await recordRefusal(actor, { action, ...keySubject(id, id), code: result.code }, now);
  }
  return result;
}
