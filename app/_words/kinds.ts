import type { OrganizationKind } from '@/lib/accounts/schema';

export const KIND_WORDS: Record<OrganizationKind, string> = {
  publisher: 'Publisher',
  advertiser: 'Advertiser',
  dsp: 'DSP',
  data_provider: 'Data provider',
};
