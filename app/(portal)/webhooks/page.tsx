import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { ForAdmins } from '@/app/(portal)/_components/for-admins';
import { ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { listEndpoints } from '@/lib/features/webhooks/list-webhooks';
import { can } from '@/lib/identity/actor/rights';
import { requireActor } from '@/lib/identity/sessions/current';
import { EndpointsTable } from './_components/endpoints-table';

export const metadata: Metadata = { title: 'Webhooks' };

export default async function WebhooksPage() {
  const actor = await requireActor();
  const canWrite = can(actor, 'webhooks:write');
  const endpoints = await listEndpoints(actor);
  return (
    <>
      <PageHeader
        title="Webhooks"
        description="Signed requests to your own systems whenever an API key changes."
        actions={
          endpoints.length > 0 && (
            <ButtonLink href="/webhooks/new" variant="primary" icon={<Plus />}>
              Add endpoint
            </ButtonLink>
          )
        }
      />
      {canWrite ? <EndpointsTable endpoints={endpoints} /> : <ForAdmins title="Webhooks are for Admins." />}
    </>
  );
}
