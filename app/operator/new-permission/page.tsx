import type { Metadata } from 'next';
import { AddPermissionForm } from '@/app/operator/_components/permission-forms';
import { PageHeader } from '@/components/ui/page-header';
import { requireOperator } from '@/lib/identity/sessions/current';

export const metadata: Metadata = { title: 'Add permission' };

export default async function AddPermissionPage() {
  await requireOperator();
  return (
    <>
      <PageHeader
        title="Add permission"
        description="No organization has it until you grant it."
        crumbs={[{ label: 'Permissions', href: '/operator/permissions' }, { label: 'Add permission' }]}
      />
      <AddPermissionForm />
    </>
  );
}
