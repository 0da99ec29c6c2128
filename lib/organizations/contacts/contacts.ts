import { asOperator, assertOperator, refuseNonOperator } from '@/lib/identity/actor/refusals';
import { type Actor, ORGANIZATION_KINDS, type Person } from '@/lib/identity/actor/schema';
import { differences, recordChange } from '@/lib/platform/audit/record';
import { type Db, database } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { settings } from '@/lib/platform/env/env';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { findContact, listContactRows, lockContacts, writeContact } from './contact-store';
import type { ChangeContacts, ContactTexts } from './schema';

/** Whom this organization asks for a missing permission; null if no contact is set. */
export async function contactFor(actor: Actor): Promise<string | null> {
  return (await findContact(database(), actor.organization.kind)) ?? settings().supportContact ?? null;
}

/** The texts by kind of account, and the default for a missing one. */
export async function getContacts(person: Person): Promise<{ texts: ContactTexts; fallback: string | null }> {
  assertOperator(person);
  return { texts: await readTexts(database()), fallback: settings().supportContact ?? null };
}

export type ContactRefusal = 'NOT_OPERATOR' | 'CONTACTS_CHANGED';

export async function changeContacts(
  person: Person,
  { seen, ...texts }: ChangeContacts,
): Promise<Result<ContactTexts, ContactRefusal>> {
  const now = currentTime();
  const event = {
    action: 'contact.edit',
    subjectType: 'installation',
    subjectId: null,
    subjectName: 'Contact text',
  } as const;
  if (!person.operator) return refuseNonOperator(person, event, now);
  return transact(async (db) => {
    await lockContacts(db);
    const current = await readTexts(db);
    const changed = ORGANIZATION_KINDS.filter((kind) => texts[kind] !== current[kind]);
    if (changed.some((kind) => current[kind] !== seen[kind])) return refuse('CONTACTS_CHANGED');
    if (changed.length === 0) return ok(current);
    for (const kind of changed) await writeContact(db, kind, texts[kind]);
    const details = differences(current, texts);
    await recordChange(db, asOperator(person), { ...event, details }, now);
    return ok(texts);
  });
}

async function readTexts(db: Db): Promise<ContactTexts> {
  const texts: ContactTexts = { publisher: '', advertiser: '', dsp: '', data_provider: '' };
  for (const { kind, text } of await listContactRows(db)) texts[kind] = text;
  return texts;
}
