import { recordRefusal } from '@/lib/platform/audit/record';
import { type AuditAction, NOT_SIGNED_IN } from '@/lib/platform/audit/schema';
import { currentTime } from '@/lib/platform/time/clock';
import { isFirstThisHour } from './attempts';

/** On the global object: the portal's server, which serves the metrics, has its own copy of this module. */
const held = globalThis as { keyportAnonymousRefusals?: Map<string, number> };

/** How many requests from people who aren't signed in have been refused since the start, by code. */
export const countAnonymousRefusals = (): ReadonlyMap<string, number> =>
  held.keyportAnonymousRefusals ?? new Map();

/**
 * A refusal of somebody who isn't signed in, about no existing account: counted each time, and recorded once per
 * address and hour, so that nobody can fill the log from outside.
 */
export async function noteAnonymousRefusal(
  action: AuditAction,
  code: string,
  address: string,
): Promise<void> {
  held.keyportAnonymousRefusals ??= new Map();
  held.keyportAnonymousRefusals.set(code, (held.keyportAnonymousRefusals.get(code) ?? 0) + 1);
  const now = currentTime();
  if (!(await isFirstThisHour('refusal', address, now))) return;
  const subject = { subjectType: 'installation', subjectId: null, subjectName: 'Keyport' } as const;
  await recordRefusal({ ...NOT_SIGNED_IN, address }, { action, ...subject, code }, now);
}
