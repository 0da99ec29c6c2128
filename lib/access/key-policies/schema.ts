import { z } from 'zod';
import { text } from '@/lib/platform/text/schema';

/** Rules for keys that people create, set by an organization, or by the operator for all organizations. */
export type KeyPolicy = {
  requireExpiry: boolean;
  /** Counted from when the current credentials were issued; null for no limit. A limit requires an expiration, too. */
  maxLifetimeDays: number | null;
  /** On secret production keys. */
  requireIpRanges: boolean;
};

export const NO_POLICY: KeyPolicy = { requireExpiry: false, maxLifetimeDays: null, requireIpRanges: false };

const MAX_DAYS = 3_650;
const DAYS_WORDS =
  'Enter a whole number of days from 1 to 3,650, in digits alone. Leave it empty for no limit.';

/** As typed. */
export const keyPolicySchema = z.strictObject({
  requireExpiry: z.boolean(),
  maxLifetimeDays: text(100, { tooLong: DAYS_WORDS })
    .trim()
    .refine((days) => /^([1-9]\d{0,3})?$/.test(days) && Number(days) <= MAX_DAYS, DAYS_WORDS),
  requireIpRanges: z.boolean(),
});

export type TypedKeyPolicy = z.infer<typeof keyPolicySchema>;

export const readKeyPolicy = ({ maxLifetimeDays, ...rest }: TypedKeyPolicy): KeyPolicy => ({
  ...rest,
  maxLifetimeDays: maxLifetimeDays === '' ? null : Number(maxLifetimeDays),
});

export const typedKeyPolicy = ({ maxLifetimeDays, ...rest }: KeyPolicy): TypedKeyPolicy => ({
  ...rest,
  maxLifetimeDays: String(maxLifetimeDays ?? ''),
});

/** A policy that is as strict as both. */
export const stricterOf = (one: KeyPolicy, other: KeyPolicy): KeyPolicy => {
  const days = [one.maxLifetimeDays ?? [], other.maxLifetimeDays ?? []].flat();
  return {
    requireExpiry: one.requireExpiry || other.requireExpiry,
    maxLifetimeDays: days.length === 0 ? null : Math.min(...days),
    requireIpRanges: one.requireIpRanges || other.requireIpRanges,
  };
};

export const asksForExpiry = ({ requireExpiry, maxLifetimeDays }: KeyPolicy): boolean =>
  requireExpiry || maxLifetimeDays !== null;
