import { exportKeys, exportKeysSchema } from '@/lib/features/key-export/export-keys';
import { exportRoute } from '@/lib/transport/export-route';

export const POST = exportRoute('key.export', exportKeysSchema, exportKeys);
