import { createHash } from 'node:crypto';
import {
  cancelPendingChanges,
  lockAccount,
  revokeAccountAccess,
} from '@/lib/identity/account-access/revoke-account-access';
import type { Person } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { inTransaction } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import type { EndSession, SessionView } from './session-schema';
import { findSessions, removeSession } from './session-store';
import { isOver } from './sessions';
import { browserWords } from './user-agent';

/** How the list names a session: the id itself is as good as the cookie, and is never sent. */
const handleOf = (id: string): string => createHash('sha256').update(id).digest('base64url');

/** The person's active sessions, the most recently used first. */
export async function listSessions(person: Person): Promise<SessionView[]> {
  const now = currentTime();
  const sessions = await findSessions(person.userId);
  return sessions
    .filter((session) => !isOver(session, now))
    .map(({ id, address, userAgent, createdAt, lastSeenAt }) => ({
      handle: handleOf(id),
      browser: browserWords(userAgent),
      address,
      since: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      current: id === person.sessionId,
    }));
}

/** Ends one of the person's own sessions; another person's handle finds none. */
export async function endOneSession(
  person: Person,
  { handle }: EndSession,
): Promise<Result<undefined, 'SESSION_OVER'>> {
  const now = currentTime();
  const session = (await findSessions(person.userId)).find(({ id }) => handleOf(id) === handle);
  if (!session) return refuse('SESSION_OVER');
  return inTransaction(async (db) => {
    await lockAccount(db, person.userId);
    if (!(await removeSession(db, session.id))) return refuse('SESSION_OVER');
    const ended = await cancelPendingChanges(db, person.userId);
    const details = { browser: browserWords(session.userAgent), address: session.address, ...ended };
    await recordChange(db, person, { action: 'session.end', ...subject(person), details }, now);
    return ok(undefined);
  });
}

/** "Sign out everywhere": ends every session of the person, including this one. */
export async function endEverySession(person: Person): Promise<void> {
  const now = currentTime();
  await inTransaction(async (db) => {
    const details = await revokeAccountAccess(db, person.userId, { keepSessionId: null, identities: 'keep' });
    const event = { action: 'session.end-all', ...subject(person), details } as const;
    await recordChange(db, person, event, now);
  });
}

const subject = ({ userId, email }: Person) =>
  ({ subjectType: 'user', subjectId: userId, subjectName: email }) as const;
