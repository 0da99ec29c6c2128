/** A signed-in person. */
export type Person = {
  userId: string;
  name: string;
  email: string;
  operator: boolean;
  sessionId: string;
  address: string;
};

/** A person working in an organization: the first argument of every service. */
export type Actor = Person & {
  organization: { id: string; name: string; kind: OrganizationKind };
  role: Role;
  /** The key, by its identifier, that a program uses in their place. The program may only do what both may. */
  program?: { key: string; rights: ReadonlySet<Right> };
};

export const ORGANIZATION_KINDS = ['publisher', 'advertiser', 'dsp', 'data_provider'] as const;

export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number];

export const ROLES = ['admin', 'operations', 'viewer'] as const;

export type Role = (typeof ROLES)[number];

export type Right =
  | 'keys:read'
  | 'keys:write'
  | 'datasets:write'
  | 'team:write'
  | 'organization:write'
  | 'webhooks:write'
  | 'self-rotation:allow'
  | 'personal-keys:read'
  | 'personal-keys:manage'
  | 'audit:read';
