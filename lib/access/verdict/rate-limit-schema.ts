export const RATE_PERIODS = ['second', 'minute', 'day'] as const;

export type RatePeriod = (typeof RATE_PERIODS)[number];

/** At most `limit` requests in each period. */
export type RateLimit = { limit: number; period: RatePeriod };
