import { MAX_COUNTED_HOLDERS } from '@/lib/access/permissions/catalogue-schema';

/** "1 key", "2,000 keys". */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** Keys that hold a permission, which are counted up to a limit: "1,000+ keys". */
export const countedHolders = (count: number, noun: string): string =>
  count < MAX_COUNTED_HOLDERS
    ? counted(count, noun)
    : `${MAX_COUNTED_HOLDERS.toLocaleString('en')}+ ${noun}s`;
