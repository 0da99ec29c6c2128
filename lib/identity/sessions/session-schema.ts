import { z } from 'zod';
import { id, text } from '@/lib/platform/text/schema';

export const endSessionSchema = z.strictObject({ handle: text(100).min(1) });
/** Whose page sends the request, and in which organization; null for an operator who works in none. */
export const resumeSchema = z.strictObject({ userId: id(), organizationId: id().nullable() });

export type EndSession = z.infer<typeof endSessionSchema>;

/** One signed-in browser. Times are ISO 8601. */
export type SessionView = {
  handle: string;
  /** "Firefox on Windows" */
  browser: string;
  address: string;
  since: string;
  lastSeenAt: string;
  current: boolean;
};
