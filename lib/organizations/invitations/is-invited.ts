import type { Queries } from '@/lib/platform/db/client';
import { hasOpenInvitation } from './store';

/** Whether a place in any organization waits for this address, in lower case. */
export const isInvited = (queries: Queries, email: string, now: Date): Promise<boolean> =>
  hasOpenInvitation(queries, email, now);
