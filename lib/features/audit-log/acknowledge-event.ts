import { listOperators } from '@/lib/identity/users/users';
import { recordChange } from '@/lib/platform/audit/record';
import type { Principal } from '@/lib/platform/audit/schema';
import { type ChainHead, verifyAudit } from '@/lib/platform/audit/verify';
import { database, inTransaction } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { sendEmail } from '@/lib/platform/mail/send-email';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';

/**
 * Accepts one event whose content doesn't match its MAC, as it is now: a later change to it is found again. Never one that
 * is missing, moved or cut off, and never against a head kept elsewhere. It is an event itself, and operators are mailed.
 */
export async function acknowledgeEvent(
  who: Principal,
  { position, reason }: { position: number; reason: string },
  kept: ChainHead | null,
): Promise<Result<{ event: number }, 'EVENT_SOUND' | 'EVENT_LOST'>> {
  const { broken } = await verifyAudit(kept);
  const found = broken.filter(({ from, to }) => from <= position && position <= to);
  const [first] = found;
  if (!first) return refuse('EVENT_SOUND');
  if (found.length > 1 || first.rowHash === null) return refuse('EVENT_LOST');
  const details = { event: position, reason, rowHash: first.rowHash };
  const subject = {
    subjectType: 'event',
    subjectId: String(position),
    subjectName: `Event ${position}`,
  } as const;
  await inTransaction((db) =>
    recordChange(db, who, { action: 'audit.acknowledge', ...subject, details }, currentTime()),
  );
  await notifyOperators(position, reason);
  return ok({ event: position });
}

async function notifyOperators(position: number, reason: string): Promise<void> {
  const operators = await listOperators(database());
  await Promise.all(
    operators.map(({ name, email }) =>
      sendEmail({
        to: email,
        subject: `Event ${position} of the audit log was acknowledged`,
        paragraphs: [
          `Hello ${name},`,
          `event ${position} of Keyport's audit log doesn't match its MAC. At the command line it was accepted as it is now, with this reason: ${reason}`,
        ],
        link: { label: 'Open the audit log', url: `${settings().portalUrl}/operator/audit` },
        closing: 'If nobody of yours did this, someone else can run commands on a machine of Keyport.',
      }),
    ),
  );
}
