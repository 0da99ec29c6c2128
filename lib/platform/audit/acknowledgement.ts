import { z } from 'zod';
import { text } from '@/lib/platform/text/schema';

/**
 * An operator's acknowledgement that an event's content doesn't match its MAC, with the reason. It applies only while
 * the row still has `rowHash`.
 */
export type Acknowledgement = { position: number; reason: string; rowHash: string; at: string };

const detailsSchema = z.object({ event: z.int(), reason: text(20_000), rowHash: text(64) });

/** What an event acknowledges, or null for any other event. The caller has verified its MAC. */
export function readAcknowledgement(row: {
  action: string;
  outcome: string;
  details: unknown;
  at: Date;
}): Acknowledgement | null {
  if (row.action !== 'audit.acknowledge' || row.outcome !== 'success') return null;
  const { event, reason, rowHash } = detailsSchema.parse(row.details);
  return { position: event, reason, rowHash, at: row.at.toISOString() };
}
