import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { listDatasets } from '@/lib/access/datasets/list-datasets';
import { datasetQuerySchema } from '@/lib/access/datasets/schema';
import { can } from '@/lib/identity/actor/rights';
import { requireActor } from '@/lib/identity/sessions/current';
import { datasetsTable } from './_components/datasets-definition';
import { DatasetsTable } from './_components/datasets-table';

export const metadata: Metadata = { title: 'Datasets' };

type DatasetsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DatasetsPage({ searchParams }: DatasetsPageProps) {
  const actor = await requireActor();
  const asked = await datasetsTable.load(searchParams);
  const query = datasetQuerySchema.parse({
    q: asked.search,
    sort: asked.sort.replace('-', ''),
    descending: asked.sort.startsWith('-'),
    page: asked.page,
    pageSize: asked.pageSize,
  });
  const canWrite = can(actor, 'datasets:write');
  return (
    <>
      <PageHeader
        title="Datasets"
        description="What keys are associated with. A request that names another dataset is refused."
        actions={
          canWrite && (
            <ButtonLink href="/datasets/new" variant="primary" icon={<Plus />}>
              Create dataset
            </ButtonLink>
          )
        }
      />
      <DatasetsTable page={await listDatasets(actor, query)} canWrite={canWrite} />
    </>
  );
}
