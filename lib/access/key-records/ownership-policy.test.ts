import { describe, expect, test } from 'vitest';
import { type Right, ROLES, type Role } from '@/lib/identity/actor/schema';
import {
  allowedOperations,
  canOperate,
  effectiveRights,
  grantableTo,
  PORTAL_PERMISSIONS,
  scopeOf,
} from './ownership-policy';

const ALL = PORTAL_PERMISSIONS;

describe('what a personal key may do at the API follows what its owner may do now', () => {
  test.each<[Role | null, string[], string[]]>([
    [
      'admin',
      ALL,
      [
        'keys:read',
        'personal-keys:read',
        'keys:write',
        'datasets:write',
        'personal-keys:manage',
        'audit:read',
      ],
    ],
    ['operations', ALL, ['keys:read', 'keys:write', 'datasets:write']],
    ['viewer', ALL, ['keys:read']],
    [null, ALL, []],
    ['admin', ['portal:keys:read'], ['keys:read', 'personal-keys:read']],
    ['viewer', ['portal:keys:write'], []],
    ['admin', ['generator', 'keys:write'], []],
    ['admin', [], []],
  ])('%s with %j', (role, held, rights) => {
    expect([...effectiveRights(held, role && { role })]).toEqual(rights);
  });
});

describe('who may do what with a key', () => {
  const all = 'edit roll stop delete';
  const cells: [string, Role, 'organization' | 'own' | 'other', boolean, string][] = [
    ["the organization's", 'admin', 'organization', true, `${all} allow-self-rotation`],
    ["the organization's", 'operations', 'organization', true, all],
    ["the organization's", 'viewer', 'organization', true, ''],
    ...ROLES.map((role): [string, Role, 'own', boolean, string] => [
      'their own',
      role,
      'own',
      true,
      `${all} allow-self-rotation`,
    ]),
    ...ROLES.map((role): [string, Role, 'own', boolean, string] => [
      'their own, not yet revealed',
      role,
      'own',
      false,
      'edit reveal stop delete',
    ]),
    ["another's", 'admin', 'other', true, 'stop delete'],
    ["another's, not yet revealed", 'admin', 'other', false, 'stop delete'],
    ["another's", 'operations', 'other', true, ''],
    ["another's", 'viewer', 'other', true, ''],
  ];
  test.each(cells)('%s, as %s', (_whose, role, whose, revealed, may) => {
    const ownerId = { organization: null, own: 'me', other: 'she' }[whose];
    expect(allowedOperations({ userId: 'me', role }, { ownerId, revealed }).join(' ')).toBe(may);
  });

  test('nobody gives what they have not', () => {
    expect([...grantableTo({ role: 'operations' })]).toEqual(['portal:keys:read', 'portal:keys:write']);
    expect([...grantableTo({ role: 'viewer' })]).toEqual(['portal:keys:read']);
  });

  test('a program may do what both its key and its owner may', () => {
    const program = (rights: Right[]) => ({ role: 'admin' as const, program: { rights: new Set(rights) } });
    expect([...grantableTo(program(['keys:write']))]).toEqual(['portal:keys:write']);
    const me = { userId: 'me', organization: { id: 'o' } };
    expect(scopeOf({ ...me, ...program(['keys:read']) }).allPersonal).toBe(false);
    expect(canOperate({ ...me, ...program(['keys:read']) }, { ownerId: null }, 'edit')).toBe(false);
    expect(canOperate({ ...me, ...program(['keys:read']) }, { ownerId: 'me' }, 'edit')).toBe(false);
    expect(canOperate({ ...me, ...program(['keys:write']) }, { ownerId: 'me' }, 'edit')).toBe(true);
  });

  test('an Admin alone sees personal keys of others', () => {
    const sees = (role: Role) => scopeOf({ userId: 'me', role, organization: { id: 'o' } }).allPersonal;
    expect(ROLES.filter(sees)).toEqual(['admin']);
  });
});
