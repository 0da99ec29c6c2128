import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { requireOperator } from '@/lib/identity/sessions/current';
import { getOrganization, listOrganizations } from '@/lib/organizations/organizations/list-organizations';
import { organizationIdSchema, organizationQuerySchema } from '@/lib/organizations/organizations/schema';
import { ImportScreen } from './_components/import-screen';

export const metadata: Metadata = { title: 'Import' };

type ImportPageProps = { searchParams: Promise<{ organization?: string | string[] }> };

export default async function ImportPage({ searchParams }: ImportPageProps) {
  const person = await requireOperator();
  const asked = organizationIdSchema.safeParse({ id: (await searchParams).organization });
  const organization = asked.success ? await getOrganization(person, asked.data.id) : null;
  const { rows, total } = await listOrganizations(person, organizationQuerySchema.parse({ pageSize: 1 }));
  const initial = organization ?? (total === 1 ? rows[0] : undefined);
  return (
    <>
      <PageHeader
        title="Import"
        description="Import keys that another system issued. Clients keep using them as before."
      />
      <ImportScreen
        // The form starts over if the address names another organization.
        key={initial?.id}
        initial={initial ? { id: initial.id, name: initial.name } : null}
      />
    </>
  );
}
