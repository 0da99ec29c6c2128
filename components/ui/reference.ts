/** The number under which the server logged a fault; the fault's own words never reach the browser. */
export const referenceOf = (error: unknown): string | undefined =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined;
