import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { PageHeader } from '@/components/ui/page-header';
import { listDatasetChoices } from '@/lib/access/datasets/list-datasets';
import { getPolicies } from '@/lib/access/key-policies/key-policies';
import { NO_POLICY } from '@/lib/access/key-policies/schema';
import { getKey } from '@/lib/access/keys/list-keys';
import { listPersonalChoices } from '@/lib/access/keys/list-personal-keys';
import { keyIdSchema } from '@/lib/access/keys/schema';
import { listChoices } from '@/lib/access/permissions/list-permissions';
import { requireActor } from '@/lib/identity/sessions/current';
import { contactFor } from '@/lib/organizations/contacts/contacts';
import { EditKeyForm } from './_components/edit-key-form';

export const metadata: Metadata = { title: 'Edit API Key' };

export default async function EditKeyPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const asked = keyIdSchema.safeParse(await params);
  const key = asked.success ? await getKey(actor, asked.data.id) : null;
  if (!key) notFound();
  if (!key.allowedOperations.includes('edit')) redirect(`/keys/${key.id}`);
  const [choices, datasets, contact, policies] = await Promise.all([
    key.owner ? listPersonalChoices(actor) : listChoices(actor),
    listDatasetChoices(actor),
    contactFor(actor),
    getPolicies(actor),
  ]);
  // Built-in and personal keys are exempt.
  const policy = key.origin === 'person' && !key.owner ? policies.effective : NO_POLICY;
  return (
    <>
      <PageHeader
        title="Edit API Key"
        description="Key and secret stay the same. Changes hold from the next request."
        crumbs={[
          { label: 'API Keys', href: '/keys' },
          { label: key.name, href: `/keys/${key.id}` },
          { label: 'Edit' },
        ]}
      />
      <EditKeyForm apiKey={key} choices={choices} datasets={datasets} contact={contact} policy={policy} />
    </>
  );
}
