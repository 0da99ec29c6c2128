import type { Plain } from './schema';

type Values = { [field: string]: Plain };

/** The old and new values of changed fields, for an event's details. The order of a list counts. */
export function differences<Fields extends Values>(before: Fields, after: Fields) {
  const changed = Object.keys(before).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  const pick = (values: Fields): Values =>
    Object.fromEntries(changed.map((field) => [field, values[field] ?? null]));
  return { before: pick(before), after: pick(after) };
}
