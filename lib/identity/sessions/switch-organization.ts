import { z } from 'zod';
import type { Actor, Person } from '@/lib/identity/actor/schema';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import { type Db, database } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { id } from '@/lib/platform/text/schema';
import { currentTime } from '@/lib/platform/time/clock';
import { findOrganizationsOf, moveSession, removeSessionsIn } from './organization-store';
import type { resumeSchema } from './session-schema';

export const switchSchema = z.strictObject({ organizationId: id() });

export type OwnOrganization = { id: string; name: string };

/** The organizations that the person belongs to, by name. */
export async function listOwnOrganizations(person: Pick<Person, 'userId'>): Promise<OwnOrganization[]> {
  const memberships = await findOrganizationsOf(database(), person.userId);
  return memberships.map(({ organization: { id, name } }) => ({ id, name }));
}

/**
 * Continues the session in another of the person's organizations, with the rights of their membership there. `person`
 * is an actor if they work in an organization already.
 */
export async function switchOrganization(
  person: Person,
  { organizationId }: { organizationId: string },
): Promise<Result<null, 'NOT_A_MEMBER'>> {
  const now = currentTime();
  const event = {
    action: 'session.switch',
    subjectType: 'user',
    subjectId: person.userId,
    subjectName: person.email,
  } as const;
  const switched = await transact<null, 'NOT_A_MEMBER'>(async (db) => {
    if (!(await moveSessionTo(db, person, organizationId))) return refuse('NOT_A_MEMBER');
    await recordChange(db, person, { ...event, organizationId }, now);
    return ok(null);
  });
  // Recorded in their current organization, not in the other one's log, which a stranger must not be able to write to.
  if (!switched.ok) {
    await recordRefusal(person, { ...event, details: { organizationId }, code: switched.code }, now);
  }
  return switched;
}

/**
 * Signing in again opens the first of a person's organizations; their page may belong to another. False if the page is
 * somebody else's, or of an organization that they left: nothing from it may be sent in this session.
 */
export async function resumeSession(
  person: Person | Actor,
  { userId, organizationId }: z.infer<typeof resumeSchema>,
): Promise<Result<boolean, never>> {
  if (person.userId !== userId) return ok(false);
  const at = 'organization' in person ? person.organization.id : null;
  if (organizationId === null || organizationId === at) return ok(true);
  return ok((await switchOrganization(person, { organizationId })).ok);
}

/** False if the person isn't a member. */
export const moveSessionTo = (db: Db, person: Person, organizationId: string): Promise<boolean> =>
  moveSession(db, { id: person.sessionId, userId: person.userId }, organizationId);

/** Ends a person's sessions in one organization; those in others continue. */
export const endSessionsInOrganization = (db: Db, organizationId: string, userId: string): Promise<void> =>
  removeSessionsIn(db, organizationId, userId);
