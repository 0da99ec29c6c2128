import { replaceStanding } from '@/lib/access/built-in-keys/standing';
import { keySubject } from '@/lib/access/key-records/audited';
import { changeStatus, endCredential, findKey, removeKey } from '@/lib/access/key-records/key-store';
import { anyMadeByPeople, listKeyIds } from '@/lib/access/key-records/list-store';
import { scopeOf } from '@/lib/access/key-records/ownership-policy';
import type { Transition } from '@/lib/access/key-records/policy';
import type { KeyQuery } from '@/lib/access/key-records/query-schema';
import { findRows } from '@/lib/access/key-records/row-store';
import type { KeyDetail, KeyPage } from '@/lib/access/key-records/schema';
import { currentOf, toDetail, toRow } from '@/lib/access/key-records/view';
import { grantedNames } from '@/lib/access/permissions/service';
import type { Actor } from '@/lib/identity/actor/actor';
import { recordChange } from '@/lib/platform/audit/record';
import { database } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { changeKey } from './change';

/** The table's page. A page beyond the last is answered with the last. */
export async function listKeys(actor: Actor, query: KeyQuery): Promise<KeyPage> {
  const now = currentTime();
  const scope = scopeOf(actor);
  const [{ ids, total }, granted, madeByPeople] = await Promise.all([
    listKeyIds(database(), scope, query, now),
    grantedNames(database(), scope.organizationId),
    anyMadeByPeople(database(), scope),
  ]);
  const lastPage = Math.max(1, Math.ceil(total / query.pageSize));
  if (query.page > lastPage) return listKeys(actor, { ...query, page: lastPage });
  const seen = { actor, granted, rotationDays: settings().rotationDays, now };
  const rows = (await findRows(database(), scope, ids)).map((key) => toRow(key, seen));
  return { rows, total, page: query.page, pageSize: query.pageSize, madeByPeople };
}

export async function getKey(actor: Actor, id: string): Promise<KeyDetail | null> {
  const [key, granted] = await Promise.all([
    findKey(database(), scopeOf(actor), id),
    grantedNames(database(), actor.organization.id),
  ]);
  return key && toDetail(key, { actor, granted, rotationDays: settings().rotationDays, now: currentTime() });
}

export type ChangeRefusal = 'FORBIDDEN' | 'KEY_NOT_FOUND' | 'KEY_REVOKED' | 'NOTHING_TO_BLOCK';

/** Disable, enable or revoke. Asking for the state that a key has already changes nothing and is no error. */
export async function changeKeyStatus(
  actor: Actor,
  transition: Transition,
  { id }: { id: string },
): Promise<Result<null, ChangeRefusal>> {
  const now = currentTime();
  const action = `key.${transition}` as const;
  const organizationId = actor.organization.id;
  return changeKey(actor, { deed: 'stop', action, id, now }, async (db, key) => {
    if (key.status === 'revoked' && transition !== 'revoke') return refuse('KEY_REVOKED');
    const changed = await changeStatus(db, { ids: [key.id], organizationId }, transition);
    if (changed.has(key.id)) {
      const details = { key: currentOf(key).key, before: key.status };
      await recordChange(db, actor, { action, ...keySubject(id, key.name), details }, now);
      if (transition === 'revoke') await replaceStanding(db, actor, key, organizationId, now);
    }
    return ok(null);
  });
}

/** Ends the older credential before its grace is over. */
export async function blockOldCredential(
  actor: Actor,
  { id, credentialId }: { id: string; credentialId: string },
): Promise<Result<null, ChangeRefusal>> {
  const now = currentTime();
  return changeKey(actor, { deed: 'stop', action: 'key.block-old', id, now }, async (db, key) => {
    const old = key.credentials.find((credential) => credential.id === credentialId);
    if (!old) return refuse('KEY_NOT_FOUND');
    if (!(await endCredential(db, id, credentialId, now))) return refuse('NOTHING_TO_BLOCK');
    const told = { action: 'key.block-old', ...keySubject(id, key.name), details: { key: old.key } } as const;
    await recordChange(db, actor, told, now);
    return ok(null);
  });
}

/**
 * Deletes a key that the person typed. Any of its keys counts: who typed the one that a colleague has just rolled
 * meant this API key all the same.
 */
export async function deleteKey(
  actor: Actor,
  { id, confirmation }: { id: string; confirmation: string },
): Promise<Result<null, ChangeRefusal | 'CONFIRMATION_DIFFERS'>> {
  const now = currentTime();
  const organizationId = actor.organization.id;
  return changeKey(actor, { deed: 'delete', action: 'key.delete', id, now }, async (db, key) => {
    if (!key.credentials.some((credential) => credential.key === confirmation)) {
      const fields = { confirmation: ['That is not the API key shown above. Type it exactly.'] };
      return refuse('CONFIRMATION_DIFFERS', { fields });
    }
    await removeKey(db, { id, organizationId });
    const details = {
      key: currentOf(key).key,
      type: key.type,
      environment: key.environment,
      status: key.status,
      permissions: key.permissions.map(({ permission }) => permission.name),
    };
    await recordChange(db, actor, { action: 'key.delete', ...keySubject(id, key.name), details }, now);
    await replaceStanding(db, actor, key, organizationId, now);
    return ok(null);
  });
}
