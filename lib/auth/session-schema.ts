import { z } from 'zod';

export const endSessionSchema = z.strictObject({ handle: z.string().min(1).max(100) });
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
