import { exportKeys } from '@/lib/features/key-export/export-keys';
import { exportKeysSchema } from '@/lib/features/key-export/schema';
import { exportRoute } from '@/lib/transport/export-route';

export const POST = exportRoute('key.export', exportKeysSchema, exportKeys);
