export const ORGANIZATION_KINDS = ['publisher', 'advertiser', 'dsp', 'data_provider'] as const;

export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number];

export const ROLES = ['admin', 'operations', 'viewer'] as const;

export type Role = (typeof ROLES)[number];
