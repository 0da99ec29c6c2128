import type { OrganizationKind, Role } from './schema';

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
};
