import { expect, test } from 'vitest';
import { type Candidate, type Circumstances, decideImport, type KnownToken, nameOf } from './import-policy';
import { importRowSchema } from './row-schema';

const NOW = new Date('2026-11-21T12:00:00Z');
const US = '11111111-1111-4111-8111-111111111111';
const OTHERS = '22222222-2222-4222-8222-222222222222';

function candidate(line: number, more: Partial<Candidate> = {}, values: object = {}): Candidate {
  const row = importRowSchema.parse({
    token: 'legacy-0123456789abcdef',
    name: `Key ${line}`,
    permissions: ['generator'],
    environment: 'production',
    ...values,
  });
  return {
    line,
    row,
    nameFold: row.name.toLowerCase(),
    hasOwnForm: false,
    pair: false,
    hash: `hash ${line}`,
    secretHash: `hash ${line}`,
    otherReading: null,
    ...more,
  };
}

const working = { secretHash: 'hash 1', replacedAt: null, ended: false, status: 'active' } as const;
const known = (more: Partial<KnownToken> = {}): KnownToken => ({
  hash: 'hash 1',
  pair: false,
  organizationId: US,
  deletedAt: null,
  credential: working,
  ...more,
});

function decide(
  candidates: Candidate[],
  given: { known?: KnownToken[] } & Partial<Omit<Circumstances, 'known'>> = {},
) {
  const { accepted, already, refused } = decideImport(candidates, {
    organizationId: US,
    now: NOW,
    names: new Set(),
    catalogue: new Set(['generator', 'bidder', 'portal:keys:read']),
    granted: new Set(['generator', 'portal:keys:read']),
    room: 100,
    ...given,
    known: new Map(given.known?.map((token) => [token.hash, token])),
  });
  return { accepted: accepted.map(({ line }) => line), already, refused };
}

const refusal = (candidate: Candidate, given?: Parameters<typeof decide>[1]) =>
  decide([candidate], given).refused[0]?.reason;

test.each<[string, Partial<KnownToken>, string]>([
  ['another organization', { organizationId: OTHERS }, 'is taken already'],
  [
    'another organization, deleted there',
    { organizationId: OTHERS, credential: null, deletedAt: NOW },
    'is taken already',
  ],
  ['a pair with such an identifier', { pair: true }, 'is taken already'],
  ['deleted', { credential: null, deletedAt: NOW }, 'was deleted on 2026-11-21'],
  ['deleted by hand', { credential: null }, 'was deleted'],
  ['revoked', { credential: { ...working, status: 'revoked' } }, 'was revoked'],
  ['replaced', { credential: { ...working, replacedAt: NOW } }, 'was replaced on 2026-11-21'],
  ['ended', { credential: { ...working, ended: true } }, 'was ended'],
])('a token that is known: %s', (_what, more, reason) => {
  expect(refusal(candidate(1), { known: [known(more)] })).toBe(reason);
});

test.each<[string, Partial<KnownToken>]>([
  ['active', {}],
  ['disabled', { credential: { ...working, status: 'disabled' } }],
])(
  'a token that was imported before and is %s is there already, whatever else its row says',
  (_what, more) => {
    const row = candidate(1, {}, { permissions: ['gone'], expiresAt: '2020-01-01T00:00:00Z' });
    const given = { known: [known(more)], names: new Set([nameOf('production', 'key 1')]), room: 0 };
    expect(decide([row], given)).toEqual({ accepted: [], already: 1, refused: [] });
  },
);

test('a pair that was imported with another secret', () => {
  const pair = candidate(1, { pair: true, secretHash: 'another' });
  expect(refusal(pair, { known: [known({ pair: true })] })).toBe('key: was imported with another secret');
});

test.each<[string, Candidate, string | RegExp]>([
  [
    'Keyport’s own form',
    candidate(1, { hasOwnForm: true }),
    /^has the form of the keys and secrets that Keyport issues/,
  ],
  [
    'created tomorrow',
    candidate(1, {}, { createdAt: '2026-11-22T12:00:00Z' }),
    'createdAt: is in the future',
  ],
  ['expired', candidate(1, {}, { expiresAt: '2026-11-21T12:00:00Z' }), 'expiresAt: is over'],
  [
    'an unknown permission',
    candidate(1, {}, { permissions: ['generator', 'legacy'] }),
    'permissions: number 2 is not in the catalogue',
  ],
  [
    'a permission for the portal',
    candidate(1, {}, { permissions: ['portal:keys:read'] }),
    'permissions: number 1 is not in the catalogue',
  ],
  [
    'a permission that is not granted',
    candidate(1, {}, { permissions: ['generator', 'bidder'] }),
    'permissions: not granted to the organization: bidder',
  ],
])('%s', (_what, row, reason) => {
  expect(refusal(row)).toMatch(reason);
});

test('a name of another key, in the same environment only', () => {
  const names = new Set([nameOf('production', 'key 1')]);
  expect(refusal(candidate(1), { names })).toBe('name: is the name of another key of this environment');
  expect(decide([candidate(1, {}, { environment: 'integration' })], { names }).accepted).toEqual([1]);
});

test('rows of one file that have a token or a name in common: the first that can be taken', () => {
  const bad = { permissions: ['gone'] };
  const rows = [
    candidate(1, { hash: 'a' }, { ...bad, name: 'One' }),
    candidate(2, { hash: 'a' }, { name: 'One' }),
    candidate(3, { hash: 'a' }),
    candidate(4, {}, { name: 'ONE' }),
    candidate(5, {}, { name: 'One', environment: 'integration' }),
  ];
  expect(decide(rows)).toEqual({
    accepted: [2, 5],
    already: 0,
    refused: [
      { line: 1, reason: 'permissions: number 1 is not in the catalogue' },
      { line: 3, reason: 'has the token of line 2' },
      { line: 4, reason: 'name: is the name of line 2' },
    ],
  });
});

test('the same characters as a token and as a pair', () => {
  const asPair = candidate(1, { pair: true, hash: 'id', otherReading: { hash: 'joined', pair: false } });
  const asToken = candidate(2, { hash: 'joined', otherReading: { hash: 'id', pair: true } });
  const [id, joined] = [known({ hash: 'id', pair: true }), known({ hash: 'joined' })];
  expect(refusal(asPair, { known: [joined] })).toMatch(/^is an imported token when joined by a full stop/);
  expect(refusal(asToken, { known: [id] })).toMatch(/^begins with the identifier of an imported pair/);
  expect(decide([asPair, asToken]).accepted).toEqual([1]);
  expect(decide([asToken, asPair]).accepted).toEqual([2]);
  // A token that is no more than the first part is something else.
  expect(decide([asToken], { known: [known({ hash: 'id' })] }).accepted).toEqual([2]);
});

test('no more keys than there is room for, the first rows first', () => {
  const { accepted, refused } = decide([candidate(1), candidate(2), candidate(3)], { room: 2 });
  expect(accepted).toEqual([1, 2]);
  expect(refused).toEqual([{ line: 3, reason: 'the organization has as many keys as it may have' }]);
});
