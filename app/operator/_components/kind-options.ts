import { ORGANIZATION_KINDS } from '@/lib/accounts/schema';
import { KIND_WORDS } from '../../_words/kinds';

export const KIND_OPTIONS = ORGANIZATION_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }));
