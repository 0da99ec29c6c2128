const FIRST_MS = Date.parse('0001-01-01T00:00:00Z');
const END_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** Years 1 to 9999: PostgreSQL has no year 0, and ISO 8601 writes later years differently. */
export const isStorableInstant = (instant: Date): boolean => {
  const time = instant.getTime();
  return time >= FIRST_MS && time <= END_MS;
};
