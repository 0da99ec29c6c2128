import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { requireOperator } from '@/lib/identity/sessions/current';
import { CreateOrganizationForm } from './_components/create-organization-form';

export const metadata: Metadata = { title: 'Create organization' };

export default async function CreateOrganizationPage() {
  await requireOperator();
  return (
    <>
      <PageHeader
        title="Create organization"
        description="It starts with the permissions that new organizations are granted by default."
        crumbs={[{ label: 'Organizations', href: '/operator' }, { label: 'Create organization' }]}
      />
      <CreateOrganizationForm />
    </>
  );
}
