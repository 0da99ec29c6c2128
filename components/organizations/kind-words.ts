import { ORGANIZATION_KINDS, type OrganizationKind } from '@/lib/identity/actor/schema';

export const KIND_WORDS: Record<OrganizationKind, string> = {
  publisher: 'Publisher',
  advertiser: 'Advertiser',
  dsp: 'DSP',
  data_provider: 'Data provider',
};

export const KIND_OPTIONS = ORGANIZATION_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }));
