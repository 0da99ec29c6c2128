'use client';

import { Building2 } from 'lucide-react';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import type { Columns } from '@/components/data-table/table-columns';
import { KIND_OPTIONS, KIND_WORDS } from '@/components/organizations/organization-words';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import type { OrganizationPage, OrganizationRow } from '@/lib/organizations/organizations/schema';
import { organizationsTable } from './organizations-definition';

const count = new Intl.NumberFormat('en');

const columns: Columns<OrganizationRow> = [
  {
    id: 'name',
    label: 'Name',
    names: true,
    className: 'w-[40%] min-w-56',
    cell: (organization) => (
      <Link
        href={`/operator/organizations/${organization.id}`}
        className="line-clamp-2 rounded-sm font-medium [overflow-wrap:anywhere] hover:underline"
      >
        {organization.name}
      </Link>
    ),
  },
  {
    id: 'kind',
    label: 'Kind',
    cell: (organization) => KIND_WORDS[organization.kind],
  },
  {
    id: 'keys',
    label: 'API keys',
    cell: (organization) => count.format(organization.keys),
  },
  {
    id: 'members',
    label: 'Members',
    cell: (organization) => count.format(organization.members),
  },
  {
    id: 'created',
    label: 'Created',
    cell: (organization) => <Time at={organization.createdAt} form="date" />,
  },
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
