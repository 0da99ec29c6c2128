import type { RateLimit } from '@/lib/access/verdict/rate-limit-schema';

/** Counts one request of a key. Null if it may pass, otherwise the seconds to wait. `now` is in milliseconds. */
export type RateLimiter = {
  take(apiKeyId: string, rate: RateLimit, now: number): number | null | Promise<number | null>;
};
