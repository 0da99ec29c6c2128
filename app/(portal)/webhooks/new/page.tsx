import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/identity/actor/rights';
import { requireActor } from '@/lib/identity/sessions/current';
import { AddEndpointForm } from './_components/add-endpoint-form';

export const metadata: Metadata = { title: 'Add endpoint' };

export default async function AddEndpointPage() {
  const actor = await requireActor();
  if (!can(actor, 'webhooks:write')) redirect('/webhooks');
  return (
    <>
      <PageHeader
        title="Add endpoint"
        description="You'll see its signing secret once, right after adding it."
        crumbs={[{ label: 'Webhooks', href: '/webhooks' }, { label: 'Add endpoint' }]}
      />
      <AddEndpointForm />
    </>
  );
}
