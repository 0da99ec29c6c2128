import { expect, test } from 'vitest';
import type { EditKey } from '@/lib/access/keys/schema';
import { compare } from './compare';

const base: EditKey = {
  id: 'x',
  version: 1,
  name: 'Token server',
  description: '',
  permissions: ['generator', 'mapper'],
  expiration: { local: '', zone: 'UTC' },
  ipRanges: '',
  everyone: false,
  rate: { limit: '', period: 'minute' },
  datasets: [],
  usedIn: '',
  externalId: '',
  metadata: '',
};

test.each<[string, Partial<EditKey>, Partial<EditKey>, unknown[]]>([
  ['nothing', {}, {}, []],
  ['what only they changed is theirs', { name: 'a' }, {}, [{ field: 'name', choice: 'theirs' }]],
  ['what only I changed is mine', {}, { description: 'a' }, [{ field: 'description', choice: 'mine' }]],
  ['what both changed is a question', { name: 'a' }, { name: 'b' }, [{ field: 'name', choice: null }]],
  ['what both made the same is none', { name: 'a' }, { name: 'a ' }, []],
  ['the order of permissions is none', {}, { permissions: ['mapper', 'generator'] }, []],
  ['a period without a limit is none', {}, { rate: { limit: ' ', period: 'day' } }, []],
  [
    'several',
    { ipRanges: '203.0.113.7', rate: { limit: '1', period: 'day' } },
    { rate: { limit: '1', period: 'second' }, expiration: { local: '2027-01-01T00:00', zone: 'UTC' } },
    [
      { field: 'expiration', choice: 'mine' },
      { field: 'ipRanges', choice: 'theirs' },
      { field: 'rate', choice: null },
    ],
  ],
])('%s', (_what, theirs, mine, differences) => {
  expect(compare(base, { ...base, ...theirs }, { ...base, ...mine })).toEqual(differences);
});
