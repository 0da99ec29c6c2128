import type { BulkOutcome } from '@/lib/keys/schema';

export type Deed = 'disable' | 'enable' | 'revoke';

const DONE: Record<Deed, string> = { disable: 'disabled', enable: 'enabled', revoke: 'revoked' };
const ALREADY: Record<Deed, string> = { disable: 'disabled', enable: 'active', revoke: 'revoked' };
const MOST_NAMES = 3;

/** "3 disabled. Revoked for good: Token server." `whole` where nothing was left as it was. */
export function bulkInWords(deed: Deed, outcomes: readonly BulkOutcome[]): { words: string; whole: boolean } {
  const having = (outcome: BulkOutcome['outcome']) => outcomes.filter((each) => each.outcome === outcome);
  const changed = having('changed').length;
  const rest = [
    phrase(having('already'), (many) => `${many} ${were(many)} ${ALREADY[deed]} already`),
    phrase(having('revoked'), (many) => `${many} ${were(many)} revoked, which is final`),
    phrase(having('not-found'), (many) => `${many} ${were(many)} not there any more`),
  ].filter((words) => words !== '');
  const words = [`${changed === 0 ? 'None' : changed} ${DONE[deed]}`, ...rest];
  return { words: `${words.join('. ')}.`, whole: changed === outcomes.length };
}

const were = (many: number): string => (many === 1 ? 'was' : 'were');

function phrase(outcomes: readonly BulkOutcome[], words: (many: number) => string): string {
  if (outcomes.length === 0) return '';
  const names = outcomes.flatMap(({ name }) => name ?? []);
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return (
    words(outcomes.length) + (names.length > 0 ? `: ${names.slice(0, MOST_NAMES).join(', ')}${more}` : '')
  );
}
