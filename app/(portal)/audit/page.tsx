import { Lock } from 'lucide-react';
import type { Metadata } from 'next';
import { auditTable, toAuditQuery } from '@/components/audit/audit-definition';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
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
      {listed.ok ? (
        <AuditLog page={listed.value} />
      ) : (
        <EmptyState
          icon={<Lock />}
          title="The audit log is for Admins."
          action={<ButtonLink href="/keys">Go to API Keys</ButtonLink>}
        >
          Your role does not allow this. Ask an Admin of your organization.
        </EmptyState>
      )}
    </>
  );
}
