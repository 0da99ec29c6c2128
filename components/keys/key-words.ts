import type { StatusTone } from '@/components/ui/status-dot';
import { formatDate, formatRelative } from '@/components/ui/time-format';
import type { Environment, KeyType } from '@/lib/access/credentials/schema';
import type { KeyRow, KeyState, SelfRollGrace } from '@/lib/access/key-records/schema';
import type { RateLimit, RatePeriod } from '@/lib/access/verdict/rate-limit-schema';
import { DAY_MS } from '@/lib/platform/time/durations';

export const TYPE_WORDS: Record<KeyType, string> = { secret: 'Secret', public: 'Public' };

export const ENVIRONMENT_WORDS: Record<Environment, string> = {
  production: 'Production',
  integration: 'Integration',
};

export const PERIOD_WORDS: Record<RatePeriod, string> = {
  second: 'per second',
  minute: 'per minute',
  day: 'per day',
};

/** "… work for 12 hours." */
export const SELF_ROLL_WORDS: Record<SelfRollGrace, string> = {
  '1h': '1 hour',
  '12h': '12 hours',
  '24h': '24 hours',
  '7d': '7 days',
};

const thousands = new Intl.NumberFormat('en');

/** "1,000 requests per minute". */
export const rateInWords = ({ limit, period }: RateLimit): string =>
  `${thousands.format(limit)} ${limit === 1 ? 'request' : 'requests'} ${PERIOD_WORDS[period]}`;

export const STATE_WORDS: Record<KeyState, string> = {
  active: 'Active',
  disabled: 'Disabled',
  expired: 'Expired',
  revoked: 'Revoked',
};

const STATE_TONES: Record<KeyState, StatusTone> = {
  active: 'good',
  disabled: 'off',
  expired: 'bad',
  revoked: 'bad',
};

/** A key's status as a dot and words; for an active key, what it needs soon. */
export function statusOf(key: KeyRow, now: Date): { tone: StatusTone; words: string } {
  if (key.state === 'active' && key.expiresSoon && key.expiresAt) {
    return {
      tone: 'warning',
      words: `Expires in ${span(new Date(key.expiresAt).getTime() - now.getTime())}`,
    };
  }
  if (key.state === 'active' && key.rotationDue) return { tone: 'warning', words: 'Rotation due' };
  return { tone: STATE_TONES[key.state], words: STATE_WORDS[key.state] };
}

type RowStatus = { tone: StatusTone; words: string; detail: string; isUrgent: boolean };

/** The same in two lines: the state, and when it ends. */
export function rowStatusOf(key: KeyRow, now: Date, zone: string): RowStatus {
  const { state, expiresAt, old } = key;
  const end = expiresAt === null ? null : new Date(expiresAt);
  const plain = { tone: STATE_TONES[state], words: STATE_WORDS[state], isUrgent: false };
  if (state === 'revoked') return { ...plain, detail: '' };
  if (state === 'expired') return { ...plain, detail: end ? formatRelative(end, now) : '' };
  const until = end ? `Until ${formatDate(end, zone)}` : 'No expiry';
  if (state === 'active' && key.expiresSoon && end) {
    const detail = `Expires in ${span(end.getTime() - now.getTime())}`;
    return { tone: 'warning', words: old ? TWO : STATE_WORDS[state], detail, isUrgent: true };
  }
  if (old) return { tone: 'warning', words: TWO, detail: until, isUrgent: false };
  if (state === 'active' && key.rotationDue) {
    return { tone: 'warning', words: 'Rotation due', detail: until, isUrgent: false };
  }
  return { ...plain, detail: until };
}

const TWO = 'Two credentials';

function span(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  if (days >= 1) return days === 1 ? '1 day' : `${days} days`;
  const hours = Math.max(1, Math.ceil(ms / 3_600_000));
  return hours === 1 ? '1 hour' : `${hours} hours`;
}
