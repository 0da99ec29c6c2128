'use client';

import Link from 'next/link';
import type { Columns } from '@/components/data-table/table-columns';
import { nameIdOf } from '@/components/data-table/table-rows';
import type { EndpointView } from '@/lib/features/webhooks/schema';
import { EndpointStatus } from './endpoint-status';
import { typesInWords } from './webhook-words';

export const endpointColumns: Columns<EndpointView> = [
  {
    id: 'url',
    label: 'Endpoint',
    names: true,
    cellClass: 'col-url',
    cell: ({ id, url, description }, index) => (
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <Link
          id={nameIdOf(index)}
          href={`/webhooks/${id}`}
          className="clip line-clamp-2 w-fit rounded-sm font-medium hover:underline"
        >
          {url}
        </Link>
        {description !== '' && <div className="clip line-clamp-1 text-sm text-ink-3">{description}</div>}
      </div>
    ),
  },
  {
    id: 'status',
    label: 'Status',
    cellClass: 'col-state',
    cell: (endpoint) => <EndpointStatus endpoint={endpoint} />,
  },
  {
    id: 'events',
    label: 'Events',
    cellClass: 'col-events',
    cell: ({ types }) => typesInWords(types),
  },
  {
    id: 'waiting',
    label: 'Waiting',
    cellClass: 'col-waiting',
    cell: ({ waiting }) =>
      waiting === 0 ? <span className="none">None</span> : waiting.toLocaleString('en'),
  },
];
