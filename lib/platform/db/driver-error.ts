/**
 * What PostgreSQL itself said, whichever way it comes: from the driver as it is, from a query of Prisma's client in
 * `meta`, or from a COMMIT, which Prisma passes on as its adapter's own error.
 */
type Cause = { originalCode?: string; constraint?: { index?: string } };
type Shapes = { code?: unknown; cause?: unknown; meta?: { driverAdapterError?: { cause?: Cause } } };

function causeOf(error: unknown): Cause {
  if (!(error instanceof Error)) return {};
  const { meta, cause } = error as Shapes;
  return meta?.driverAdapterError?.cause ?? (cause as Cause | undefined) ?? {};
}

/** The SQLSTATE of a failed statement; null where the failure did not come from the server. */
function sqlStateOf(error: unknown): string | null {
  const { originalCode } = causeOf(error);
  if (originalCode !== undefined) return originalCode;
  const code = error instanceof Error ? (error as Shapes).code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

/** Nothing is wrong with the transaction, it met another one; run again it succeeds. */
export function isConflict(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED;
}

/** The server is there and has no place free, for this role or at all. */
export const isFull = (error: unknown): boolean => sqlStateOf(error) === '53300';

/** The unique index that has a row like this already; null where the failure was another one. */
export const takenIndexOf = (error: unknown): string | null =>
  sqlStateOf(error) === '23505' ? (causeOf(error).constraint?.index ?? '') : null;
