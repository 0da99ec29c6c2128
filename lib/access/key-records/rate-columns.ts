import type { RateLimit, RatePeriod } from '@/lib/access/verdict/rate-limit-schema';

/** A rate limit as it is stored: both columns are set or neither. */
type RateColumns = { rateLimit: number | null; ratePeriod: RatePeriod | null };

export const toRateColumns = (rate: RateLimit | null): RateColumns => ({
  rateLimit: rate?.limit ?? null,
  ratePeriod: rate?.period ?? null,
});

export const rateOf = ({ rateLimit, ratePeriod }: RateColumns): RateLimit | null =>
  rateLimit === null || ratePeriod === null ? null : { limit: rateLimit, period: ratePeriod };
