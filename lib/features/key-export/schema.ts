import { z } from 'zod';
import { keyQuerySchema } from '@/lib/access/key-records/query-schema';
import { chosenIds } from '@/lib/access/keys/schema';

/** What the table's query finds; only `ids` if some were selected. */
export const exportKeysSchema = z.strictObject({ query: keyQuerySchema, ids: chosenIds.optional() });

export type ExportKeys = z.infer<typeof exportKeysSchema>;
