import type { HeaderValues } from './credentials.js';

/** Read from the raw headers, since Node.js keeps the first Authorization and drops the others. */
export const rawValues =
  (rawHeaders: readonly string[]): HeaderValues =>
  (name) =>
    rawHeaders.flatMap((value, index) =>
      index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name ? [value] : [],
    );
