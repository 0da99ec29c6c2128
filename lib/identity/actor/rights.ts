import type { Right, Role } from './schema';

const ROLES_WITH = {
  'keys:read': ['admin', 'operations', 'viewer'],
  'keys:write': ['admin', 'operations'],
  'datasets:write': ['admin', 'operations'],
  'team:write': ['admin'],
  'organization:write': ['admin'],
  'webhooks:write': ['admin'],
  'self-rotation:allow': ['admin'],
  'personal-keys:read': ['admin'],
  'personal-keys:manage': ['admin'],
  'audit:read': ['admin'],
} as const satisfies Record<Right, readonly Role[]>;

/** A person, or a program with a person's key. */
export type Holder = { role: Role; program?: { rights: ReadonlySet<Right> } | undefined };

export function can({ role, program }: Holder, right: Right): boolean {
  return (ROLES_WITH[right] as readonly Role[]).includes(role) && (program?.rights.has(right) ?? true);
}
