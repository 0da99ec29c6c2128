import type { Role } from './schema';

const RIGHTS = {
  'keys:read': ['admin', 'operations', 'viewer'],
  'keys:write': ['admin', 'operations'],
  'datasets:write': ['admin', 'operations'],
  'team:write': ['admin'],
  'organization:write': ['admin'],
  'personal-keys:manage': ['admin'],
  'audit:read': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;

export function can(actor: { role: Role }, right: Right): boolean {
  return (RIGHTS[right] as readonly Role[]).includes(actor.role);
}
