import type { Role } from '@/lib/identity/actor/schema';

export const ROLE_WORDS: Record<Role, string> = {
  admin: 'Admin',
  operations: 'Operations',
  viewer: 'Viewer',
};

export const ROLE_HINTS: Record<Role, string> = {
  admin: 'Everything, the team and the audit log included.',
  operations: 'Keys and datasets. Not the team, nor the audit log.',
  viewer: 'Looks at keys and datasets, and changes nothing.',
};
