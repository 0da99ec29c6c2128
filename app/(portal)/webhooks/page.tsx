import { Lock, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
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
      {canWrite ? (
        <EndpointsTable endpoints={endpoints} />
      ) : (
        <EmptyState
          icon={<Lock />}
          title="Webhooks are for Admins."
          action={<ButtonLink href="/keys">Go to API Keys</ButtonLink>}
        >
          Your role does not allow this. Ask an Admin of your organization.
        </EmptyState>
      )}
    </>
  );
}
