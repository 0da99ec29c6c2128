import type { Metadata } from 'next';
import { auditTable, toAuditQuery } from '@/components/audit/audit-definition';
import { PageHeader } from '@/components/ui/page-header';
import { listOperatorEvents } from '@/lib/features/audit-log/list-events';
import { requireOperator } from '@/lib/identity/sessions/current';
import { OperatorLog } from './_components/operator-log';

export const metadata: Metadata = { title: 'Audit log' };

type AuditPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OperatorAuditPage({ searchParams }: AuditPageProps) {
  const person = await requireOperator();
  const query = toAuditQuery(await auditTable.load(searchParams));
  return (
    <>
      <PageHeader
        title="Audit log"
        description="What concerns no single organization. Grants, names and kinds are in each organization's own log."
      />
      <OperatorLog page={await listOperatorEvents(person, query)} />
    </>
  );
}
