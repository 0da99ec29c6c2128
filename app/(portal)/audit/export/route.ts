import { exportEvents } from '@/lib/features/audit-log/export-events';
import { auditQuerySchema } from '@/lib/platform/audit/schema';
import { exportRoute } from '@/lib/transport/export-route';

export const POST = exportRoute('audit.export', auditQuerySchema, exportEvents);
