import { z } from 'zod';

/**
 * The building blocks for what the API answers. Text from outside has rules of its own (`lib/platform/text/schema`); what
 * is answered comes from the database, and is described here for the reference and the contract tests.
 */
export const answered = {
  text: () => z.string(),
  id: () => z.uuid(),
  instant: () => z.iso.datetime(),
  /** Where lists continue; null on the last page. */
  cursor: () => z.string().nullable(),
  metadata: () => z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  value: () => z.unknown(),
};
