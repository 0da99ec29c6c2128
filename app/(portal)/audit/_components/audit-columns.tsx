'use client';

import { columnsOf } from '@/components/data-table/table-columns';
import { Time } from '@/components/ui/time';
import type { AuditEventView } from '@/lib/audit/schema';
import { actionInWords } from './audit-words';
import { useOpenEvent } from './event-dialog';
import { Outcome } from './outcome';

const column = columnsOf<AuditEventView>();

export const auditColumns = [
  column.display({
    id: 'event',
    meta: { label: 'Event', names: true, className: 'w-[34%] min-w-56' },
    cell: ({ row }) => <EventName event={row.original} />,
  }),
  column.display({
    id: 'actor',
    meta: { label: 'By', className: 'min-w-36' },
    cell: ({ row }) => <span className="[overflow-wrap:anywhere]">{row.original.actorName}</span>,
  }),
  column.display({
    id: 'time',
    meta: { label: 'Time' },
    cell: ({ row }) => <Time at={row.original.at} />,
  }),
  column.display({
    id: 'address',
    meta: { label: 'Address' },
    cell: ({ row }) => <code className="font-mono text-[0.8125rem]">{row.original.address}</code>,
  }),
  column.display({
    id: 'outcome',
    meta: { label: 'Outcome' },
    cell: ({ row }) => <Outcome outcome={row.original.outcome} />,
  }),
];

/** What happened, and below it to what. Pressed, it opens the event. */
function EventName({ event }: { event: AuditEventView }) {
  const open = useOpenEvent();
  return (
    <div className="min-w-0 max-md:[overflow-wrap:anywhere]">
      <button
        type="button"
        onClick={() => open(event)}
        className="rounded-sm text-left font-medium hover:underline"
      >
        {actionInWords(event.action)}
      </button>
      <div className="line-clamp-1 text-sm text-ink-3 [overflow-wrap:anywhere]" title={event.subjectName}>
        {event.subjectName}
      </div>
    </div>
  );
}
