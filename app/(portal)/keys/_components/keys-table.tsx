'use client';

import { KeyRound, Plus } from 'lucide-react';
import { DataTable } from '@/components/data-table/data-table';
import { ExportButton } from '@/components/export/export-button';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { DatasetName } from '@/lib/datasets/schema';
import { ENVIRONMENTS, KEY_STATES, KEY_TYPES, type KeyPage, type KeyRow } from '@/lib/keys/schema';
import { BulkActions } from './bulk-actions';
import { KeyActions } from './key-actions';
import { keyColumns } from './key-columns';
import { ENVIRONMENT_WORDS, STATE_WORDS, TYPE_WORDS } from './key-words';
import { keysTable, toKeyQuery } from './keys-definition';

type KeysTableProps = {
  page: KeyPage;
  permissions: { name: string; label: string }[];
  datasets: DatasetName[];
  canWrite: boolean;
};

const optionsOf = <Value extends string>(values: readonly Value[], words: Record<Value, string>) =>
  values.map((value) => ({ value, label: words[value] }));

const NOUN = { one: 'key', many: 'keys' };

export function KeysTable({ page, permissions, datasets, canWrite }: KeysTableProps) {
  return (
    <DataTable
      definition={keysTable}
      label="API Keys"
      noun={NOUN}
      columns={keyColumns}
      rows={page.rows}
      rowId={(key) => key.id}
      total={page.total}
      searchLabel="Search name or key"
      filters={[
        { name: 'status', label: 'Status', options: optionsOf(KEY_STATES, STATE_WORDS) },
        { name: 'environment', label: 'Environment', options: optionsOf(ENVIRONMENTS, ENVIRONMENT_WORDS) },
        { name: 'type', label: 'Type', options: optionsOf(KEY_TYPES, TYPE_WORDS) },
        {
          name: 'permission',
          label: 'Permission',
          options: permissions.map(({ name, label }) => ({ value: name, label })),
        },
        ...(datasets.length > 0
          ? [
              {
                name: 'dataset',
                label: 'Dataset',
                options: datasets.map(({ id, name }) => ({ value: id, label: name })),
              },
            ]
          : []),
      ]}
      toolbar={({ query, narrowed }) => (
        <ExportButton
          address="/keys/export"
          noun={NOUN}
          all={{ query: {} }}
          narrowed={narrowed ? { question: { query: toKeyQuery(query) }, total: page.total } : null}
        />
      )}
      actions={(key) => <KeyActions apiKey={key} />}
      {...(canWrite && {
        selection: {
          nameOf: (key: KeyRow) => key.name,
          actions: (keys: KeyRow[], clear: () => void) => <BulkActions keys={keys} onDone={clear} />,
        },
      })}
      {...(!page.madeByPeople && { beneath: <NoneAdded canWrite={canWrite} /> })}
      empty={<NoneAdded canWrite={canWrite} alone />}
    />
  );
}

/** Said of nothing at all, and beneath the keys that Keyport made by itself. */
function NoneAdded({ canWrite, alone = false }: { canWrite: boolean; alone?: boolean }) {
  return (
    <EmptyState
      icon={<KeyRound />}
      title="There are no API keys."
      action={
        canWrite && (
          <ButtonLink href="/keys/new" variant="main" icon={<Plus />}>
            Add API Key
          </ButtonLink>
        )
      }
    >
      {!alone && 'Besides what Keyport made by itself, that is. '}
      Give each integration its own key, so that one can be stopped without stopping the others.
    </EmptyState>
  );
}
