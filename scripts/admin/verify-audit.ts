import { z } from 'zod';
import { acknowledgeEvent } from '@/lib/features/audit-log/acknowledge-event';
import { COMMAND_LINE } from '@/lib/platform/audit/schema';
import { type BrokenEvents, formatHead, parseHead, verifyAudit } from '@/lib/platform/audit/verify';
import { lineSchema } from '@/lib/platform/text/name-schema';
import { text } from '@/lib/platform/text/schema';

export type Out = { print(line: string): void; complain(line: string): void };

export const verifyAuditOptions = z
  .strictObject({
    head: text(100)
      .refine((value) => parseHead(value) !== null, 'is COUNT:MAC, as verify-audit prints it')
      .optional(),
    acknowledge: text(20)
      .regex(/^[1-9]\d{0,9}$/, 'is the number of an event')
      .transform(Number)
      .optional(),
    reason: lineSchema.refine((reason) => reason !== '', 'says why the event may stay as it is').optional(),
  })
  .refine(({ acknowledge, reason }) => (acknowledge === undefined) === (reason === undefined), {
    path: ['acknowledge'],
    message: 'EVENT and --reason TEXT belong together',
  });

/** More consecutive missing events than this are one line. */
const MAX_LINES = 1_000;

const REFUSALS = {
  EVENT_SOUND: (event: number) => `Event ${event} needs no acknowledgement.`,
  EVENT_LOST: (event: number) =>
    `Event ${event} can't be acknowledged: only an event that is in its place, with content that doesn't match its MAC, can.`,
};

/**
 * Prints the head, which can be kept elsewhere and passed in later, or every broken event. Acknowledged ones go to
 * stderr.
 */
export async function verifyAuditLog(
  { head, acknowledge, reason }: z.infer<typeof verifyAuditOptions>,
  out: Out,
): Promise<number> {
  const kept = head === undefined ? null : parseHead(head);
  if (acknowledge !== undefined && reason !== undefined) {
    const done = await acknowledgeEvent(COMMAND_LINE, { position: acknowledge, reason }, kept);
    if (!done.ok) {
      out.complain(REFUSALS[done.code](acknowledge));
      return 1;
    }
  }
  const verified = await verifyAudit(kept);
  for (const { position, reason, at } of verified.acknowledged) {
    out.complain(`Event ${position} doesn't match its MAC, acknowledged ${at}: ${reason}`);
  }
  for (const broken of verified.broken) for (const line of linesOf(broken)) out.print(line);
  if (verified.broken.length > 0) return 1;
  out.print(formatHead(verified.head));
  return 0;
}

function linesOf({ from, to, why }: BrokenEvents): string[] {
  if (to - from >= MAX_LINES) {
    return [`The audit log is broken at events ${from} to ${to}: each of them is missing.`];
  }
  return Array.from({ length: to - from + 1 }, (_, index) => {
    return `The audit log is broken at event ${from + index}: ${why}.`;
  });
}
