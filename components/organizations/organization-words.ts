import { ORGANIZATION_KINDS, type OrganizationKind, type Role } from '@/lib/identity/actor/schema';

export const KIND_WORDS: Record<OrganizationKind, string> = {
  publisher: 'Publisher',
  advertiser: 'Advertiser',
  dsp: 'DSP',
  data_provider: 'Data provider',
};

export const KIND_OPTIONS = ORGANIZATION_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }));

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
