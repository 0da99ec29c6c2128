import { Plus } from 'lucide-react';
import { ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { requireOperator } from '@/lib/identity/sessions/current';
import { listOrganizations } from '@/lib/organizations/organizations/list-organizations';
import { organizationQuerySchema } from '@/lib/organizations/organizations/schema';
import { organizationsTable } from './_components/organizations-definition';
import { OrganizationsTable } from './_components/organizations-table';

type OperatorPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OperatorPage({ searchParams }: OperatorPageProps) {
  const person = await requireOperator();
  const asked = await organizationsTable.load(searchParams);
  const query = organizationQuerySchema.parse({
    q: asked.search,
    ...asked.filters,
    sort: asked.sort.replace('-', ''),
    descending: asked.sort.startsWith('-'),
    page: asked.page,
    pageSize: asked.pageSize,
  });
  return (
    <>
      <PageHeader
        title="Operator"
        description="The organizations whose people manage their API keys here."
        actions={
          <ButtonLink href="/operator/organizations/new" variant="primary" icon={<Plus />}>
            Create organization
          </ButtonLink>
        }
      />
      <OrganizationsTable page={await listOrganizations(person, query)} />
    </>
  );
}
