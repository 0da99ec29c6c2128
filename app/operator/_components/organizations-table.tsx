'use client';

import { Building2 } from 'lucide-react';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { columnsOf } from '@/components/data-table/table-columns';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import type { OrganizationPage, OrganizationRow } from '@/lib/organizations/schema';
import { KIND_OPTIONS, KIND_WORDS } from './kind-words';
import { organizationsTable } from './organizations-definition';

const column = columnsOf<OrganizationRow>();
const count = new Intl.NumberFormat('en');

const columns = [
  column.display({
    id: 'name',
    meta: { label: 'Name', names: true, className: 'w-[40%] min-w-56' },
    cell: ({ row: { original: organization } }) => (
      <Link
        href={`/operator/organizations/${organization.id}`}
        className="line-clamp-2 rounded-sm font-medium [overflow-wrap:anywhere] hover:underline"
      >
        {organization.name}
      </Link>
    ),
  }),
  column.display({
    id: 'kind',
    meta: { label: 'Kind' },
    cell: ({ row }) => KIND_WORDS[row.original.kind],
  }),
  column.display({
    id: 'keys',
    meta: { label: 'API keys' },
    cell: ({ row }) => count.format(row.original.keys),
  }),
  column.display({
    id: 'members',
    meta: { label: 'Members' },
    cell: ({ row }) => count.format(row.original.members),
  }),
  column.display({
    id: 'created',
    meta: { label: 'Created' },
    cell: ({ row }) => <Time at={row.original.createdAt} form="date" />,
  }),
];

export function OrganizationsTable({ page }: { page: OrganizationPage }) {
  return (
    <DataTable
      definition={organizationsTable}
      label="Organizations"
      noun={{ one: 'organization', many: 'organizations' }}
      columns={columns}
      rows={page.rows}
      rowId={(organization) => organization.id}
      total={page.total}
      searchLabel="Search organizations"
      filters={[{ name: 'kind', label: 'Kind', options: KIND_OPTIONS }]}
      empty={
        <EmptyState icon={<Building2 />} title="There are no organizations.">
          Create one for each account whose people manage their own API keys.
        </EmptyState>
      }
    />
  );
}
