import type { EditKey } from '@/lib/access/keys/schema';

/** What two people can have changed. `everyone` belongs to the IP ranges. */
export type Compared = Omit<EditKey, 'id' | 'version' | 'everyone'>;
export type ComparedField = keyof Compared;

export type Side = 'theirs' | 'mine';
/** A field that differs, and which of the two values to keep; null if only the person can decide. */
export type Difference = { field: ComparedField; choice: Side | null };

/** Each editable field as text, for comparing values. Every field is here. */
const COMPARABLE: { [Field in ComparedField]: (value: Compared[Field]) => string } = {
  name: (name) => name.trim(),
  description: (description) => description.trim(),
  permissions: (permissions) => [...permissions].sort().join(),
  expiration: ({ local }) => local,
  ipRanges: (ranges) => ranges.trim(),
  rate: ({ limit, period }) => (limit.trim() === '' ? '' : `${limit.trim()} ${period}`),
  datasets: (ids) => [...ids].sort().join(),
  usedIn: (places) => places.trim(),
  externalId: (externalId) => externalId.trim(),
  metadata: (typed) => typed.trim(),
};

const COMPARED = Object.keys(COMPARABLE) as ComparedField[];

/**
 * Fields in which the two versions differ. What only one of them has changed since `base` is kept; for the rest the
 * person is asked.
 */
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
