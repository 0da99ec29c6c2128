import { issueSecret } from '@/lib/access/credentials/issue';
import { giveSecret } from '@/lib/access/key-records/credential-store';
import { keySubject } from '@/lib/access/key-records/policy';
import { currentOf, permissionNames } from '@/lib/access/key-records/view';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { changeKey } from './change-key';
import { toReveal } from './reveal';
import type { Reveal } from './schema';

export type RevealRefusal = 'FORBIDDEN' | 'KEY_NOT_FOUND' | 'KEY_REVOKED' | 'KEY_REVEALED';

/** Issues the secret of a built-in key, and shows it once. Of two attempts at the same time one gets it. */
export async function revealKey(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<Reveal, RevealRefusal>> {
  const now = currentTime();
  return changeKey(actor, { operation: 'reveal', action: 'key.reveal', id, now }, async (db, key) => {
    if (key.status === 'revoked') return refuse('KEY_REVOKED');
    const issued = issueSecret(currentOf(key).key, key.environment);
    if (!(await giveSecret(db, id, issued.stored.secretHash, now))) return refuse('KEY_REVEALED');
    const reveal = await toReveal(db, { ...key, permissions: permissionNames(key) }, issued);
    const details = { key: issued.stored.key };
    await recordChange(db, actor, { action: 'key.reveal', ...keySubject(id, key.name), details }, now);
    return ok(reveal);
  });
}
