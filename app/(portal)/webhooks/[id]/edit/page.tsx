import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/ui/page-header';
import { hostOf } from '../../_components/webhook-words';
import { findEndpoint } from '../find-endpoint';
import { EditEndpointForm } from './_components/edit-endpoint-form';

export const metadata: Metadata = { title: 'Edit endpoint' };

export default async function EditEndpointPage({ params }: { params: Promise<{ id: string }> }) {
  const endpoint = await findEndpoint((await params).id);
  if (!endpoint) notFound();
  return (
    <>
      <PageHeader
        title="Edit endpoint"
        description="The signing secret stays the same. Events that are waiting go to the URL as you save it."
        crumbs={[
          { label: 'Webhooks', href: '/webhooks' },
          { label: hostOf(endpoint), href: `/webhooks/${endpoint.id}` },
          { label: 'Edit' },
        ]}
      />
      <EditEndpointForm endpoint={endpoint} />
    </>
  );
}
