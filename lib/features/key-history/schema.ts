import type { KeyDetail } from '@/lib/access/key-records/schema';

/** A key as it is now, who edited it last, and when. */
export type LatestVersion = { key: KeyDetail; by: string | null; at: string | null };
