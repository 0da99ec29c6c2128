import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CopyButton } from '@/components/ui/copy-button';
import { PageHeader } from '@/components/ui/page-header';
import { listDeliveries } from '@/lib/features/webhooks/list-webhooks';
import { deliveryQuerySchema } from '@/lib/features/webhooks/schema';
import { requireActor } from '@/lib/identity/sessions/current';
import { hostOf } from '../_components/webhook-words';
import { deliveriesTable } from './_components/deliveries-definition';
import { DeliveriesTable } from './_components/deliveries-table';
import { EndpointActions } from './_components/endpoint-actions';
import { EndpointDetails } from './_components/endpoint-details';
import { EndpointNotice } from './_components/endpoint-notice';
import { findEndpoint } from './find-endpoint';

type EndpointPageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: EndpointPageProps): Promise<Metadata> {
  const endpoint = await findEndpoint((await params).id);
  return { title: endpoint ? hostOf(endpoint) : 'Not found' };
}

export default async function EndpointPage({ params, searchParams }: EndpointPageProps) {
  const actor = await requireActor();
  const endpoint = await findEndpoint((await params).id);
  if (!endpoint) notFound();
  const { filters, page, pageSize } = await deliveriesTable.load(searchParams);
  const query = deliveryQuerySchema.parse({ status: filters.status, page, pageSize });
  const deliveries = await listDeliveries(actor, endpoint.id, query);
  return (
    <>
      <PageHeader
        title={hostOf(endpoint)}
        description={
          <span className="flex items-center gap-1">
            <code className="clip line-clamp-2 font-mono text-[0.8125rem] [overflow-wrap:anywhere]">
              {endpoint.url}
            </code>
            <CopyButton name="Copy URL" value={endpoint.url} done="URL copied." />
          </span>
        }
        crumbs={[{ label: 'Webhooks', href: '/webhooks' }, { label: hostOf(endpoint) }]}
        actions={<EndpointActions endpoint={endpoint} />}
      />
      <div className="space-y-4">
        <EndpointNotice endpoint={endpoint} />
        <EndpointDetails endpoint={endpoint} />
        <section aria-labelledby="deliveries" className="pt-2">
          <h2 id="deliveries" className="mb-3 text-base font-semibold">
            Deliveries
          </h2>
          <DeliveriesTable page={deliveries} enabled={endpoint.state === 'enabled'} />
        </section>
      </div>
    </>
  );
}
