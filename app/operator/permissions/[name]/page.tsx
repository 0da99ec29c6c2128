import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/ui/page-header';
import { requireOperator } from '@/lib/auth/current';
import { getCatalogueEntry } from '@/lib/permissions/catalogue';
import { permissionName } from '@/lib/permissions/name-schema';
import { EditPermissionForm } from '../_components/permission-forms';
import { RemovePermission } from '../_components/remove-permission';

type PermissionPageProps = { params: Promise<{ name: string }> };

export default async function PermissionPage({ params }: PermissionPageProps) {
  const person = await requireOperator();
  // The colon of a name such as data:read arrives encoded. What can't be decoded is no name.
  const asked = permissionName.safeParse((await params).name.replaceAll(/%3a/gi, ':'));
  const entry = asked.success ? await getCatalogueEntry(person, asked.data) : null;
  if (!entry) notFound();
  return (
    <>
      <title>{`${entry.label} · Operator · Keyport`}</title>
      <PageHeader
        title={entry.label}
        description={
          <>
            Programs call it <code className="font-mono text-[0.8125rem]">{entry.name}</code>, which never
            changes.
          </>
        }
        crumbs={[{ label: 'Permissions', href: '/operator/permissions' }, { label: entry.label }]}
        actions={<RemovePermission entry={entry} />}
      />
      <EditPermissionForm key={entry.revision} entry={entry} />
    </>
  );
}
