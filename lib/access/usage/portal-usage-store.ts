import { connectedPool } from '@/lib/platform/db/client';
import type { UsageBatch } from './batch';
import { type Writing, writeUsage } from './usage-store';

/** Over the portal's own connections. A module of its own, since a verifier writes usage without Prisma. */
export const writeFromPortal = (batch: UsageBatch, now: number, writing: Writing): Promise<void> =>
  writeUsage(connectedPool(), batch, now, writing);
