import { formatRelative } from '@/components/ui/time-format';
import type { OldCredential } from '@/lib/access/key-records/schema';
import { HOUR_MS } from '@/lib/platform/time/durations';

/** Credentials that were used this recently are in use: blocking them breaks something. */
const IN_USE_MS = HOUR_MS;

export type Grace = { isOldInUse: boolean; isNewUsed: boolean };

export const isInUse = (lastUsedAt: string | null, now: Date): boolean =>
  lastUsedAt !== null && now.getTime() - new Date(lastUsedAt).getTime() < IN_USE_MS;

export const graceOf = (old: OldCredential, now: Date): Grace => ({
  isOldInUse: isInUse(old.lastUsedAt, now),
  isNewUsed: old.newLastUsedAt !== null,
});

/** Blocking the old credentials is recommended once the new ones are used and the old ones are quiet, not before. */
export const canBlockSafely = (old: OldCredential, now: Date): boolean => {
  const { isOldInUse, isNewUsed } = graceOf(old, now);
  return isNewUsed && !isOldInUse;
};

/** "Old credentials still in use (4 min ago); new ones not used yet" */
export function graceInWords(old: OldCredential, now: Date): string {
  const { isOldInUse, isNewUsed } = graceOf(old, now);
  const used = old.lastUsedAt ? formatRelative(new Date(old.lastUsedAt), now) : null;
  const ofOld = isOldInUse
    ? `Old credentials still in use (${used})`
    : used
      ? `Old credentials last used ${used}`
      : 'Old credentials not used';
  return `${ofOld}; new ones ${isNewUsed ? 'in use' : 'not used yet'}`;
}
