'use client';

import { Plus, Webhook } from 'lucide-react';
import { DataTable } from '@/components/data-table/data-table';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { EndpointView } from '@/lib/features/webhooks/schema';
import { endpointColumns } from './endpoint-columns';
import { endpointsTable } from './endpoints-definition';

export function EndpointsTable({ endpoints }: { endpoints: EndpointView[] }) {
  return (
    <DataTable
      definition={endpointsTable}
      label="Endpoints"
      className="endpoints"
      noun={{ one: 'endpoint', many: 'endpoints' }}
      columns={endpointColumns}
      rows={endpoints}
      rowId={({ id }) => id}
      total={endpoints.length}
      short
      empty={
        <EmptyState
          icon={<Webhook />}
          title="No endpoints yet."
          action={
            <ButtonLink href="/webhooks/new" variant="primary" icon={<Plus />}>
              Add endpoint
            </ButtonLink>
          }
        >
          Webhooks tell your systems right away when an API key is created, edited, rolled, disabled, revoked
          or deleted. Add the URL of an endpoint, and Keyport sends it a signed request for each change.
        </EmptyState>
      }
    />
  );
}
