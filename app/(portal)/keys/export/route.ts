import { exportRoute } from '@/lib/export/route';
import { exportKeys } from '@/lib/keys/export';
import { exportKeysSchema } from '@/lib/keys/schema';

export const POST = exportRoute('key.export', exportKeysSchema, exportKeys);
