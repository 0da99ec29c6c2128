import { z } from 'zod';
import { id, text } from '@/lib/platform/text/schema';

/** A row of a file: its values by field, as they were written. */
export type FileRow = { line: number; values: Record<string, unknown> };

/** A row, or why it can't be read. */
export type ReadRow = FileRow | { line: number; problem: string };

export type RefusedRow = { line: number; reason: string };

/** Each batch is one transaction, and one event in the audit log. */
export const MAX_BATCH_ROWS = 250;

const values = z.custom<Record<string, unknown>>(
  (given) => typeof given === 'object' && given !== null && !Array.isArray(given),
);

export const importBatchSchema = z.strictObject({
  organizationId: id('Choose an organization.'),
  /** Whether only to report what would happen. */
  dryRun: z.boolean(),
  /** Whether the organization's webhooks are told of each key. */
  notify: z.boolean(),
  /** How many rows of the same file a dry run would have imported before: they count against the limit of keys. */
  before: z.int().min(0).max(10_000_000),
  rows: z
    .array(z.strictObject({ line: z.int().min(1), values }))
    .min(1)
    .max(MAX_BATCH_ROWS),
});

export type ImportBatch = z.infer<typeof importBatchSchema>;

/**
 * `imported` has the lines of rows that were imported, or would be. `already` counts those whose token was imported before
 * and still works: importing a file twice changes nothing.
 */
export type BatchOutcome = { imported: number[]; already: number; refused: RefusedRow[] };

/** An organization to import into. */
export type ImportTarget = { id: string; name: string };

/** `more` means that there are further matches. */
export type ImportTargets = { targets: ImportTarget[]; more: boolean };

export const findTargetsSchema = z.strictObject({ text: text(200) });
