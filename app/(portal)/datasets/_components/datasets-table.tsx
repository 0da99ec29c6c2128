'use client';

import { Database, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import type { DatasetPage, DatasetRow } from '@/lib/access/datasets/schema';
import { datasetColumns } from './dataset-columns';
import { datasetsTable } from './datasets-definition';
import { DeleteDatasetDialog } from './delete-dataset-dialog';
import { EditDatasetDialog } from './edit-dataset-dialog';

type Open = { kind: 'edit' | 'delete'; dataset: DatasetRow };

export function DatasetsTable({ page, canWrite }: { page: DatasetPage; canWrite: boolean }) {
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const ask = (kind: Open['kind'], dataset: DatasetRow) => () => setOpen({ kind, dataset });
  return (
    <>
      <DataTable
        definition={datasetsTable}
        label="Datasets"
        noun={{ one: 'dataset', many: 'datasets' }}
        columns={datasetColumns}
        rows={page.rows}
        rowId={({ id }) => id}
        total={page.total}
        searchLabel="Search name or ID"
        {...(canWrite && {
          actions: (dataset: DatasetRow) => (
            <>
              <IconButton name="Edit" icon={<Pencil />} onClick={ask('edit', dataset)} />
              <IconButton name="Delete" icon={<Trash2 />} onClick={ask('delete', dataset)} />
            </>
          ),
        })}
        empty={
          <EmptyState
            icon={<Database />}
            title="There are no datasets."
            action={
              canWrite && (
                <ButtonLink href="/datasets/new" variant="primary" icon={<Plus />}>
                  Create dataset
                </ButtonLink>
              )
            }
          >
            A key that is associated with datasets is refused for any other. Each is created together with its
            first key.
          </EmptyState>
        }
      />
      {open?.kind === 'edit' && <EditDatasetDialog dataset={open.dataset} onClose={close} />}
      {open?.kind === 'delete' && <DeleteDatasetDialog dataset={open.dataset} onClose={close} />}
    </>
  );
}
