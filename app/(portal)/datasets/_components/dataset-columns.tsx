'use client';

import Link from 'next/link';
import type { Columns } from '@/components/data-table/table-columns';
import { CopyButton } from '@/components/ui/copy-button';
import { Time } from '@/components/ui/time';
import type { DatasetRow } from '@/lib/access/datasets/schema';

export const datasetColumns: Columns<DatasetRow> = [
  {
    id: 'name',
    label: 'Name',
    names: true,
    className: 'w-[40%] min-w-56',
    cell: (dataset) => (
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <span className="line-clamp-2 font-medium" title={dataset.name}>
          {dataset.name}
        </span>
        <div className="line-clamp-2 text-sm text-ink-3" title={dataset.description}>
          {dataset.description}
        </div>
      </div>
    ),
  },
  {
    id: 'id',
    label: 'ID',
    cell: (dataset) => (
      <span className="inline-flex min-w-0 items-center gap-1">
        <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{dataset.id}</code>
        <CopyButton name="Copy ID" value={dataset.id} done="ID copied." />
      </span>
    ),
  },
  {
    id: 'keys',
    label: 'API Keys',
    cell: (dataset) =>
      dataset.keys === 0 ? (
        <span className="text-ink-3">None</span>
      ) : (
        <Link href={`/keys?dataset=${dataset.id}`} className="rounded-sm underline underline-offset-[3px]">
          {dataset.keys.toLocaleString('en')} {dataset.keys === 1 ? 'key' : 'keys'}
        </Link>
      ),
  },
  {
    id: 'created',
    label: 'Created',
    cell: (dataset) => <Time at={dataset.createdAt} form="date" />,
  },
];
