import { expect, test } from 'vitest';
import { changesOf, codeOf } from './changes';

test.each([
  [
    'key.edit',
    { before: { name: 'a', rate: null }, after: { name: 'b', rate: { limit: 1, period: 'day' } } },
    [
      { field: 'name', before: 'a', after: 'b' },
      { field: 'rate', before: null, after: { limit: 1, period: 'day' } },
    ],
  ],
  [
    'key.roll',
    { before: 'kp_1', after: 'kp_2', oldEndsAt: '2026-01-01T00:00:00.000Z' },
    [
      { field: 'key', before: 'kp_1', after: 'kp_2' },
      { field: 'oldEndsAt', after: '2026-01-01T00:00:00.000Z' },
    ],
  ],
  [
    'key.disable',
    { key: 'kp_1', before: 'active' },
    [
      { field: 'status', before: 'active', after: 'disabled' },
      { field: 'key', after: 'kp_1' },
    ],
  ],
  ['key.create', { permissions: ['generator'] }, [{ field: 'permissions', after: ['generator'] }]],
  [
    'some.change',
    { role: { before: 'viewer', after: 'admin' } },
    [{ field: 'role', before: 'viewer', after: 'admin' }],
  ],
  ['key.edit', { code: 'FORBIDDEN' }, []],
  ['key.edit', null, []],
])('%s with %j', (action, details, changes) => {
  expect(changesOf(action, details)).toEqual(changes);
});

test('a refusal has its code', () => {
  expect(codeOf({ code: 'FORBIDDEN' })).toBe('FORBIDDEN');
  expect(codeOf({ code: 7 })).toBeNull();
  expect(codeOf([])).toBeNull();
});
