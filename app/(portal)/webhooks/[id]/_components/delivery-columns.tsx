'use client';

import type { Columns } from '@/components/data-table/table-columns';
import { nameIdOf } from '@/components/data-table/table-rows';
import { Time } from '@/components/ui/time';
import type { DeliveryView } from '@/lib/features/webhooks/schema';
import { responseInWords } from '../../_components/webhook-words';
import { useOpenDelivery } from './delivery-dialog';
import { DeliveryStatusDot, NextAttempt } from './delivery-status';

/** `isEnabled`: whether the endpoint is, without which nothing is tried again. */
const columnsOf = (isEnabled: boolean): Columns<DeliveryView> => [
  {
    id: 'event',
    label: 'Event',
    names: true,
    cellClass: 'col-event',
    cell: (delivery, index) => <EventName delivery={delivery} id={nameIdOf(index)} />,
  },
  {
    id: 'status',
    label: 'Status',
    cellClass: 'col-status',
    cell: (delivery) => (
      <>
        <DeliveryStatusDot status={delivery.status} />
        <small>
          <NextAttempt delivery={delivery} isEnabled={isEnabled} />
        </small>
      </>
    ),
  },
  {
    id: 'response',
    label: 'Response',
    cellClass: 'col-response',
    cell: ({ last, attempts }) =>
      last === null ? (
        <span className="text-ink-3">No attempt yet</span>
      ) : (
        <>
          {responseInWords(last)}
          <small>{attempts === 1 ? '1 attempt' : `${attempts.toLocaleString('en')} attempts`}</small>
        </>
      ),
  },
  {
    id: 'at',
    label: 'Time',
    cellClass: 'col-at',
    cell: ({ at }) => <Time at={at} />,
  },
];

export const deliveryColumns = { enabled: columnsOf(true), disabled: columnsOf(false) };

/** What happened, and below it to which key. Clicking it opens the delivery. */
function EventName({ delivery, id }: { delivery: DeliveryView; id: string }) {
  const open = useOpenDelivery();
  return (
    <div className="min-w-0 [overflow-wrap:anywhere]">
      <button
        id={id}
        type="button"
        onClick={() => open(delivery)}
        className="rounded-sm text-left font-mono text-[0.8125rem] font-medium hover:underline"
      >
        {delivery.type}
      </button>
      <div className="clip line-clamp-1 text-sm text-ink-3">{delivery.subjectName}</div>
    </div>
  );
}
