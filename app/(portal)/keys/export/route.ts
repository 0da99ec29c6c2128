import { exportKeysSchema } from '@/lib/access/key-records/schema';
import { exportKeys } from '@/lib/features/key-export/export-keys';
import { exportRoute } from '@/lib/transport/export-route';

export const POST = exportRoute('key.export', exportKeysSchema, exportKeys);
