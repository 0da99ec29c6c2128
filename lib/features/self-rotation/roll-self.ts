import { issueCredential } from '@/lib/access/credentials/issue';
import { replaceCredential, replaceUnusedCredential } from '@/lib/access/key-records/credential-store';
import { type KeyRecord, lockKey } from '@/lib/access/key-records/key-store';
import { hasEnded, keySubject } from '@/lib/access/key-records/policy';
import type { SelfRollGrace } from '@/lib/access/key-records/schema';
import { currentOf } from '@/lib/access/key-records/view';
import { graceEnd } from '@/lib/access/keys/roll-policy';
import type { Program } from '@/lib/access/programs/authenticate-program';
import { transactAndAwaitVerifiers } from '@/lib/access/revocation/transact-and-await-verifiers';
import { listRecipients } from '@/lib/organizations/memberships/membership';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import type { Principal } from '@/lib/platform/audit/schema';
import type { Db } from '@/lib/platform/db/database';
import type { Recipient } from '@/lib/platform/mail/compose-email';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { HOUR_MS } from '@/lib/platform/time/durations';
import { notifyOfSelfRoll } from './notify-of-self-roll';
import { decideSelfRoll } from './policy';
import { findRecentRolls } from './self-rotation-store';

export type SelfRollRefusal =
  | 'SELF_ROLL_NOT_ALLOWED'
  | 'ROLL_IN_PROGRESS'
  | 'ROLLED_RECENTLY'
  | 'KEY_NOT_FOUND';

export type SelfRolled = { key: string; secret: string; oldEndsAt: string };

/**
 * Issues new credentials for a key that may roll itself. Anyone who has its secret can do that, so the Admins get an
 * email each time.
 */
export async function rollSelf(
  program: Program,
  address: string,
): Promise<Result<SelfRolled, SelfRollRefusal>> {
  const now = currentTime();
  const who: Principal = {
    userId: null,
    name: program.name,
    address,
    organization: program.organization,
    program: { key: program.key },
  };
  let tell: Recipient[] = [];
  const result = await transactAndAwaitVerifiers<SelfRolled, SelfRollRefusal>(async (db) => {
    const scope = { organizationId: program.organization.id, userId: '', allPersonal: true };
    const key = await lockKey(db, scope, program.apiKeyId);
    // Between its authentication and the lock it may have been deleted, disabled or rolled by a person.
    const presented = key?.credentials.find(({ id }) => id === program.credentialId);
    if (!key || !presented || key.status !== 'active' || presented.ended) return refuse('KEY_NOT_FOUND');
    const rolled = await roll(db, key, presented, who, now);
    if (rolled.ok) tell = await listRecipients(db, scope.organizationId, { ownerId: key.ownerId });
    return rolled;
  });
  if (!result.ok) {
    const event = {
      action: 'key.roll',
      ...keySubject(program.apiKeyId, program.name),
      code: result.code,
    } as const;
    await recordRefusal(who, event, now);
    return result;
  }
  notifyOfSelfRoll(tell, {
    id: program.apiKeyId,
    name: program.name,
    address,
    oldEndsAt: result.value.oldEndsAt,
  });
  return result;
}

async function roll(
  db: Db,
  key: KeyRecord,
  presented: KeyRecord['credentials'][number],
  who: Principal,
  now: Date,
): Promise<Result<SelfRolled, SelfRollRefusal>> {
  if (key.selfRollGrace === null || key.type === 'public') return refuse('SELF_ROLL_NOT_ALLOWED');
  const current = currentOf(key);
  const isCurrent = current.id === presented.id;
  const recent = await findRecentRolls(db, key.id, new Date(now.getTime() - HOUR_MS));
  const decision = decideSelfRoll(
    {
      isCurrent,
      isCurrentUsed: !isCurrent && current.lastUse !== null,
      hasOlder: key.credentials.some(
        ({ id, endsAt, ended }) => id !== current.id && !ended && endsAt !== null && !hasEnded(endsAt, now),
      ),
      lastReplacedAt: recent.lastReplacedAt?.getTime() ?? null,
      issuedInHour: recent.issued,
    },
    now.getTime(),
  );
  if (typeof decision === 'object')
    return refuse(decision.code, 'retryAfterSeconds' in decision ? decision : {});

  const issued = issueCredential('secret', key.environment);
  if (issued.secret === null) throw new Error('A secret key has a secret');
  const oldEndsAt =
    decision === 'again' && presented.endsAt
      ? presented.endsAt
      : graceEnd(key.selfRollGrace as SelfRollGrace, null, key.expiresAt, now);
  if (decision === 'again') await replaceUnusedCredential(db, key.id, current.id, issued.stored, now);
  else if (!(await replaceCredential(db, key.id, current.id, oldEndsAt, issued.stored, now)))
    throw new Error('The current credential of a locked key was replaced meanwhile');
  const details = { before: presented.key, after: issued.stored.key, oldEndsAt: oldEndsAt.toISOString() };
  const event = { action: 'key.roll', ...keySubject(key.id, key.name), details } as const;
  await recordChange(db, who, event, now);
  return ok({ key: issued.stored.key, secret: issued.secret, oldEndsAt: oldEndsAt.toISOString() });
}
