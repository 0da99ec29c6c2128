import type { Role } from '@/lib/accounts/schema';
import type { Actor } from './actor';

const RIGHTS = {
  'keys:read': ['admin', 'operations', 'viewer'],
  'keys:write': ['admin', 'operations'],
  'datasets:write': ['admin', 'operations'],
  'team:write': ['admin'],
  'organization:write': ['admin'],
  'audit:read': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;

export function can(actor: Pick<Actor, 'role'>, right: Right): boolean {
  return (RIGHTS[right] as readonly Role[]).includes(actor.role);
}
