/** The reference number of the error in the server's log; its own message never reaches the browser. */
export const referenceOf = (error: unknown): string | undefined =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined;
