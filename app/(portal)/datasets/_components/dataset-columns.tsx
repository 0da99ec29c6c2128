'use client';

import Link from 'next/link';
import { columnsOf } from '@/components/data-table/table-columns';
import { CopyButton } from '@/components/ui/copy-button';
import { Time } from '@/components/ui/time';
import type { DatasetRow } from '@/lib/datasets/schema';

const column = columnsOf<DatasetRow>();

export const datasetColumns = [
  column.display({
    id: 'name',
    meta: { label: 'Name', names: true, className: 'w-[40%] min-w-56' },
    cell: ({ row: { original: dataset } }) => (
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <span className="line-clamp-2 font-medium" title={dataset.name}>
          {dataset.name}
        </span>
        <div className="line-clamp-2 text-sm text-ink-3" title={dataset.description}>
          {dataset.description}
        </div>
      </div>
    ),
  }),
  column.display({
    id: 'id',
    meta: { label: 'ID' },
    cell: ({ row: { original: dataset } }) => (
      <span className="inline-flex min-w-0 items-center gap-1">
        <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{dataset.id}</code>
        <CopyButton name="Copy ID" value={dataset.id} done="ID copied." />
      </span>
    ),
  }),
  column.display({
    id: 'keys',
    meta: { label: 'API Keys' },
    cell: ({ row: { original: dataset } }) =>
      dataset.keys === 0 ? (
        <span className="text-ink-3">None</span>
      ) : (
        <Link href={`/keys?dataset=${dataset.id}`} className="rounded-sm underline underline-offset-[3px]">
          {dataset.keys.toLocaleString('en')} {dataset.keys === 1 ? 'key' : 'keys'}
        </Link>
      ),
  }),
  column.display({
    id: 'created',
    meta: { label: 'Created' },
    cell: ({ row }) => <Time at={row.original.createdAt} form="date" />,
  }),
];
