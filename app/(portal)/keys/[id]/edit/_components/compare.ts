import type { EditKey } from '@/lib/access/keys/schema';

/** What two people can have changed. `everyone` goes with the IP ranges that it is about. */
export type Compared = Omit<EditKey, 'id' | 'version' | 'everyone'>;
export type ComparedField = keyof Compared;

export type Side = 'theirs' | 'mine';
/** A field that differs, and which of both is to be kept; null where only the person can say. */
export type Difference = { field: ComparedField; choice: Side | null };

/** Each field as text by which two values are the same. Every field that can be edited is here. */
const COMPARABLE: { [Field in ComparedField]: (value: Compared[Field]) => string } = {
  name: (name) => name.trim(),
  description: (description) => description.trim(),
  permissions: (permissions) => [...permissions].sort().join(),
  expiration: ({ local }) => local,
  ipRanges: (ranges) => ranges.trim(),
  rate: ({ limit, period }) => (limit.trim() === '' ? '' : `${limit.trim()} ${period}`),
  datasets: (ids) => [...ids].sort().join(),
  usedIn: (places) => places.trim(),
};

const COMPARED = Object.keys(COMPARABLE) as ComparedField[];

/** Fields in which both differ. What only one of them touched since `base` is theirs to say; the rest is a question. */
export function compare(base: EditKey, theirs: EditKey, mine: EditKey): Difference[] {
  return COMPARED.filter((field) => !same(field, theirs, mine)).map((field) => {
    const [byThem, byMe] = [!same(field, base, theirs), !same(field, base, mine)];
    return { field, choice: byThem && byMe ? null : byMe ? 'mine' : 'theirs' };
  });
}

function same<Field extends ComparedField>(field: Field, one: EditKey, other: EditKey): boolean {
  const text = COMPARABLE[field] as (value: EditKey[Field]) => string;
  return text(one[field]) === text(other[field]);
}
