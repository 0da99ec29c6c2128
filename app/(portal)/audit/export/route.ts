import { exportEvents } from '@/lib/audit/export';
import { auditQuerySchema } from '@/lib/audit/schema';
import { exportRoute } from '@/lib/export/route';

export const POST = exportRoute('audit.export', auditQuerySchema, exportEvents);
