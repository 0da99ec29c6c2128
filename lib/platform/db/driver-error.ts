/**
 * PostgreSQL's own error, wherever it is: the driver's error itself, `meta` of an error of Prisma's client, or the
 * adapter's error that Prisma passes on after a COMMIT.
 */
type Cause = { originalCode?: string; constraint?: { index?: string } };
type Shapes = { code?: unknown; cause?: unknown; meta?: { driverAdapterError?: { cause?: Cause } } };

function causeOf(error: unknown): Cause {
  if (!(error instanceof Error)) return {};
  const { meta, cause } = error as Shapes;
  return meta?.driverAdapterError?.cause ?? (cause as Cause | undefined) ?? {};
}

/** The SQLSTATE of a failed statement; null if the failure didn't come from the server. */
function sqlStateOf(error: unknown): string | null {
  const { originalCode } = causeOf(error);
  if (originalCode !== undefined) return originalCode;
  const code = error instanceof Error ? (error as Shapes).code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

/** The transaction collided with another one, and succeeds when it runs again. */
export function isConflict(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED;
}

/** The server is up and has no free connection, for this role or at all. */
export const isFull = (error: unknown): boolean => sqlStateOf(error) === '53300';

/** The unique index that refused the row; null for any other failure. */
export const takenIndexOf = (error: unknown): string | null =>
  sqlStateOf(error) === '23505' ? (causeOf(error).constraint?.index ?? '') : null;
