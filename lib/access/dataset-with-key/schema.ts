import { z } from 'zod';
import { named } from '@/lib/access/datasets/schema';
import { createKeySchema } from '@/lib/access/keys/schema';

/** A dataset and its key, which has the same name, on one page. */
export const createDatasetSchema = z.strictObject({
  ...named,
  ...createKeySchema.pick({
    permissions: true,
    environment: true,
    expiration: true,
    ipRanges: true,
    everyone: true,
    idempotencyKey: true,
  }).shape,
});

export type CreateDataset = z.infer<typeof createDatasetSchema>;
