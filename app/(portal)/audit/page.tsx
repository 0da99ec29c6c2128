import type { Metadata } from 'next';
import { ForAdmins } from '@/app/(portal)/_components/for-admins';
import { auditTable, toAuditQuery } from '@/components/audit/audit-definition';
import { PageHeader } from '@/components/ui/page-header';
import { listEvents } from '@/lib/features/audit-log/list-events';
import { requireActor } from '@/lib/identity/sessions/current';
import { AuditLog } from './_components/audit-log';

export const metadata: Metadata = { title: 'Audit log' };

type AuditPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditLogPage({ searchParams }: AuditPageProps) {
  const actor = await requireActor();
  const listed = await listEvents(actor, toAuditQuery(await auditTable.load(searchParams)));
  return (
    <>
      <PageHeader title="Audit log" description="Who did what, when and from where. It can't be changed." />
      {listed.ok ? <AuditLog page={listed.value} /> : <ForAdmins title="The audit log is for Admins." />}
    </>
  );
}
