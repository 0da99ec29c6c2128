import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { EditPermissionForm } from '@/app/operator/_components/permission-forms';
import { PageHeader } from '@/components/ui/page-header';
import { getCatalogueEntry } from '@/lib/access/permissions/list-catalogue';
import { requireOperator } from '@/lib/identity/sessions/current';
import { permissionName } from '@/lib/platform/text/permission-name-schema';
import { RemovePermission } from '../_components/remove-permission';

type PermissionPageProps = { params: Promise<{ name: string }> };

/** Once for the title and the screen. */
const findEntry = cache(async (segment: string) => {
  const person = await requireOperator();
  // The colon of a name such as data:read arrives encoded. What can't be decoded isn't a name.
  const asked = permissionName.safeParse(segment.replaceAll(/%3a/gi, ':'));
  return asked.success ? getCatalogueEntry(person, asked.data) : null;
});

export async function generateMetadata({ params }: PermissionPageProps): Promise<Metadata> {
  const entry = await findEntry((await params).name);
  return { title: entry?.label ?? 'Not found' };
}

export default async function PermissionPage({ params }: PermissionPageProps) {
  const entry = await findEntry((await params).name);
  if (!entry) notFound();
  return (
    <>
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
