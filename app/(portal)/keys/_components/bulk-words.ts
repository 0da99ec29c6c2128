import { STATE_WORDS } from '@/components/keys/key-words';
import type { KeyRow, KeyState } from '@/lib/access/key-records/schema';
import type { BulkOutcome } from '@/lib/access/keys/schema';
import { DAY_MS } from '@/lib/platform/time/durations';

export type BulkOperation = 'disable' | 'enable' | 'revoke';

const DONE: Record<BulkOperation, string> = { disable: 'disabled', enable: 'enabled', revoke: 'revoked' };
const ALREADY: Record<BulkOperation, string> = { disable: 'disabled', enable: 'active', revoke: 'revoked' };
const MAX_NAMES = 3;

/** "3 disabled. Revoked for good: Token server." `whole` if all were changed. */
export function bulkInWords(
  operation: BulkOperation,
  outcomes: readonly BulkOutcome[],
): { words: string; whole: boolean } {
  const having = (outcome: BulkOutcome['outcome']) => outcomes.filter((each) => each.outcome === outcome);
  const changed = having('changed').length;
  const rest = [
    phrase(having('already'), (many) => `${many} ${were(many)} ${ALREADY[operation]} already`),
    phrase(having('revoked'), (many) => `${many} ${were(many)} revoked, which is final`),
    phrase(having('breaks-policy'), (many) => `${many} would break a key policy; edit first`),
    phrase(having('not-found'), (many) => `${many} ${were(many)} not there any more`),
  ].filter((words) => words !== '');
  const words = [`${changed === 0 ? 'None' : changed} ${DONE[operation]}`, ...rest];
  return { words: `${words.join('. ')}.`, whole: changed === outcomes.length };
}

const were = (many: number): string => (many === 1 ? 'was' : 'were');

function phrase(outcomes: readonly BulkOutcome[], words: (many: number) => string): string {
  if (outcomes.length === 0) return '';
  const names = outcomes.flatMap(({ name }) => name ?? []);
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  return (
    words(outcomes.length) + (names.length > 0 ? `: ${names.slice(0, MAX_NAMES).join(', ')}${more}` : '')
  );
}

type Chosen = Pick<KeyRow, 'state' | 'lastUsedAt'>;

export const isRevocable = ({ state }: Chosen): boolean => state !== 'revoked';

/** The most recently used comes first, since that is what breaks. */
export const byLastUse = (a: Chosen, b: Chosen): number =>
  (b.lastUsedAt ?? '').localeCompare(a.lastUsedAt ?? '');

/** "22 active, 3 used in the last 24 hours; 2 disabled. 1 is revoked already." */
export function revokedInWords(keys: readonly Chosen[], now: Date): string {
  const groups = (['active', 'disabled', 'expired'] as const).flatMap((state) =>
    groupInWords(keys, state, now),
  );
  const already = keys.length - keys.filter(isRevocable).length;
  const rest = already === 0 ? '' : ` ${already} ${already === 1 ? 'is' : 'are'} revoked already.`;
  return `${groups.join('; ')}.${rest}`;
}

function groupInWords(keys: readonly Chosen[], state: KeyState, now: Date): string[] {
  const group = keys.filter((key) => key.state === state);
  if (group.length === 0) return [];
  const used = group.filter(
    ({ lastUsedAt }) => lastUsedAt !== null && now.getTime() - new Date(lastUsedAt).getTime() < DAY_MS,
  );
  const words = `${group.length} ${STATE_WORDS[state].toLowerCase()}`;
  return [used.length === 0 ? words : `${words}, ${used.length} used in the last 24 hours`];
}
