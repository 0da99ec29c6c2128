'use client';

import type { Columns } from '@/components/data-table/table-columns';
import { Time } from '@/components/ui/time';
import type { AuditEventView } from '@/lib/platform/audit/schema';
import { actionInWords } from './audit-words';
import { Outcome, useOpenEvent } from './event-dialog';

export const auditColumns: Columns<AuditEventView> = [
  {
    id: 'event',
    label: 'Event',
    names: true,
    className: 'w-[34%] min-w-56',
    cell: (event) => <EventName event={event} />,
  },
  {
    id: 'actor',
    label: 'By',
    className: 'min-w-36',
    cell: (event) => <span className="[overflow-wrap:anywhere]">{event.actorName}</span>,
  },
  {
    id: 'time',
    label: 'Time',
    cell: (event) => <Time at={event.at} />,
  },
  {
    id: 'address',
    label: 'Address',
    cell: (event) => <code className="font-mono text-[0.8125rem]">{event.address}</code>,
  },
  {
    id: 'outcome',
    label: 'Outcome',
    cell: (event) => <Outcome outcome={event.outcome} />,
  },
];

/** What happened, and below it to what. Clicking it opens the event. */
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
