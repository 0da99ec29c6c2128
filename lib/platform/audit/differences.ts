import type { Plain } from './schema';

type Values = { [field: string]: Plain };

/** Old and new values of the fields that changed, for an event's details. Lists count as changed by their order too. */
export function differences<Fields extends Values>(before: Fields, after: Fields) {
  const changed = Object.keys(before).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  const pick = (values: Fields): Values =>
    Object.fromEntries(changed.map((field) => [field, values[field] ?? null]));
  return { before: pick(before), after: pick(after) };
}
