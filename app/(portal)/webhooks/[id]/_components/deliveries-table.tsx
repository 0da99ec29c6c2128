'use client';

import { RefreshCw, Send } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { DELIVERY_DAYS, DELIVERY_STATUSES, type DeliveryPage } from '@/lib/features/webhooks/schema';
import { DELIVERY_WORDS } from '../../_components/webhook-words';
import { deliveriesTable } from './deliveries-definition';
import { deliveryColumns } from './delivery-columns';
import { DeliveryDialogs } from './delivery-dialog';
import { ResendButton } from './resend-button';

const statuses = DELIVERY_STATUSES.map((value) => ({
  value,
  label: DELIVERY_WORDS[value],
}));

/** `enabled`: whether the endpoint is. */
export function DeliveriesTable({ page, enabled }: { page: DeliveryPage; enabled: boolean }) {
  return (
    <DeliveryDialogs>
      <DataTable
        definition={deliveriesTable}
        label="Deliveries"
        className="deliveries"
        noun={{ one: 'delivery', many: 'deliveries' }}
        columns={enabled ? deliveryColumns.enabled : deliveryColumns.disabled}
        rows={page.rows}
        rowId={({ id }) => id}
        total={page.total}
        filters={[{ name: 'status', label: 'Status', options: statuses }]}
        toolbar={() => <RefreshButton />}
        actions={(delivery, nameId) => <ResendButton delivery={delivery} nameId={nameId} />}
        empty={
          <EmptyState icon={<Send />} title="No deliveries yet.">
            Send a test event, or change an API key. Deliveries are listed here for {DELIVERY_DAYS} days.
          </EmptyState>
        }
      />
    </DeliveryDialogs>
  );
}

/** The list doesn't follow new deliveries by itself. */
function RefreshButton() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Button icon={<RefreshCw />} pending={pending} onClick={() => startTransition(() => router.refresh())}>
      Refresh
    </Button>
  );
}
