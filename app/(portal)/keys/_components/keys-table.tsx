'use client';

import { KeyRound, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { RowCopy } from '@/components/data-table/row-copy';
import { RowMenu } from '@/components/data-table/row-menu';
import { ExportButton } from '@/components/export/export-button';
import { KeyMenuItems } from '@/components/keys/key-menu-items';
import { ENVIRONMENT_WORDS, STATE_WORDS, TYPE_WORDS } from '@/components/keys/key-words';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ENVIRONMENTS, KEY_TYPES } from '@/lib/access/credentials/schema';
import type { DatasetName } from '@/lib/access/datasets/schema';
import { searchesBeginnings } from '@/lib/access/key-records/query-schema';
import { KEY_STATES, type KeyPage, type KeyRow } from '@/lib/access/key-records/schema';
import { fromSparse, type SparseRows } from '@/lib/platform/sparse-rows';
import { BulkActions } from './bulk-actions';
import { keyColumns } from './key-columns';
import { KeyRowTools } from './key-row-tools';
import { keysTable, toKeyQuery } from './keys-definition';

type KeysTableProps = {
  page: Omit<KeyPage, 'rows'>;
  rows: SparseRows<KeyRow>;
  permissions: { name: string; label: string }[];
  datasets: DatasetName[];
  canWrite: boolean;
};

const optionsOf = <Value extends string>(values: readonly Value[], words: Record<Value, string>) =>
  values.map((value) => ({ value, label: words[value] }));

const NOUN = { one: 'key', many: 'keys' };

const idOf = ({ id }: KeyRow) => id;

export function KeysTable({ page, rows: sparse, ...rest }: KeysTableProps) {
  const rows = useMemo(() => fromSparse(sparse), [sparse]);
  const menuOf = (id: string) => {
    const key = rows.find((row) => row.id === id);
    return key && <KeyMenuItems apiKey={key} />;
  };
  return (
    <RowCopy name="Copy key" done="Key copied.">
      <RowMenu items={menuOf}>
        <Table page={page} rows={rows} {...rest} />
      </RowMenu>
    </RowCopy>
  );
}

type TableProps = Omit<KeysTableProps, 'rows'> & { rows: KeyRow[] };

function Table({ page, rows, permissions, datasets, canWrite }: TableProps) {
  return (
    <DataTable
      definition={keysTable}
      label="API Keys"
      noun={NOUN}
      columns={keyColumns}
      className="keys"
      rows={rows}
      rowId={idOf}
      total={page.total}
      searchLabel="Search name or key"
      searchHint={searchHint}
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
      actions={(key, nameId) => <KeyRowTools apiKey={key} nameId={nameId} />}
      {...(canWrite && {
        selection: {
          actions: (keys: KeyRow[], clear: () => void) => <BulkActions keys={keys} onDone={clear} />,
        },
      })}
      {...(!page.hasKeysFromPeople && { beneath: <NoneAdded canWrite={canWrite} /> })}
      empty={<NoneAdded canWrite={canWrite} />}
    />
  );
}

const searchHint = (search: string) =>
  search !== '' && searchesBeginnings(search)
    ? 'Short searches find only names and keys that begin with them. Type 3 characters or more to search anywhere.'
    : undefined;

/** Shown until somebody has added a key: instead of the table, or below the built-in keys. */
function NoneAdded({ canWrite }: { canWrite: boolean }) {
  return (
    <EmptyState
      icon={<KeyRound />}
      title={canWrite ? 'Create your first API key' : 'No one has added an API key yet.'}
      action={
        canWrite && (
          <ButtonLink href="/keys/new" variant="primary" icon={<Plus />}>
            Add API Key
          </ButtonLink>
        )
      }
    >
      Give each integration its own key, so you can stop one without stopping the others.
    </EmptyState>
  );
}
