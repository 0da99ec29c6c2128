import { randomBytes } from 'node:crypto';
import type { Actor, Person } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { type Db, database, inTransaction } from '@/lib/platform/db/database';
import { makeStorable } from '@/lib/platform/text/schema';
import { currentTime } from '@/lib/platform/time/clock';
import { HOUR_MS, MINUTE_MS } from '@/lib/platform/time/durations';
import { findSessionRow, insertSession, removeSession, touchSession } from './session-store';

/** NIST SP 800-63B-4, AAL2: an hour of inactivity, a day overall. */
const IDLE_MS = HOUR_MS;
export const ABSOLUTE_SECONDS = 24 * 60 * 60;

export type SignInOrigin = { address: string; userAgent: string };

/** A new identifier at every sign-in, so that one planted before is useless (session fixation). */
export async function startSession(
  db: Db,
  userId: string,
  organizationId: string | null,
  origin: SignInOrigin,
  now: Date,
): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  const userAgent = makeStorable(origin.userAgent, 300);
  await insertSession(db, { id, userId, organizationId, address: origin.address, userAgent }, now);
  return id;
}

/** The person of a session, or null if it has ended: signed out, idle too long, or too old. */
export async function findSession(
  id: string,
  address: string,
  now: Date,
): Promise<{ person: Person; actor: Actor | null } | null> {
  const session = await findSessionRow(id);
  if (!session) return null;
  if (isOver(session, now)) {
    await removeSession(database(), id);
    return null;
  }
  if (now.getTime() - session.lastSeenAt.getTime() > MINUTE_MS) await touchSession(id, now);
  const { userId, name, email, operator } = session;
  const person: Person = { userId, name, email, operator, sessionId: id, address };
  if (session.role === null) return { person, actor: null };
  const { role, organizationId, organizationName, kind } = session;
  return {
    person,
    actor: { ...person, organization: { id: organizationId, name: organizationName, kind }, role },
  };
}

export function isOver(session: { createdAt: Date; lastSeenAt: Date }, now: Date): boolean {
  return (
    now.getTime() - session.lastSeenAt.getTime() >= IDLE_MS ||
    now.getTime() - session.createdAt.getTime() >= ABSOLUTE_SECONDS * 1000
  );
}

/** Signing out ends the row: a replayed old cookie gets the sign-in page. */
export async function endSession(id: string, address: string): Promise<void> {
  const now = currentTime();
  const found = await findSession(id, address, now);
  if (!found) return;
  const { person, actor } = found;
  const subject = { subjectType: 'user', subjectId: person.userId, subjectName: person.email } as const;
  await inTransaction(async (db) => {
    if (!(await removeSession(db, id))) return;
    await recordChange(db, actor ?? person, { action: 'session.end', ...subject }, now);
  });
}
