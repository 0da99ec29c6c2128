import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { keyDialogActions } from '@/app/(portal)/keys/key-dialog-actions';
import { KeyDialogs } from '@/components/keys/key-dialogs';
import { PageHeader } from '@/components/ui/page-header';
import { getPolicies } from '@/lib/access/key-policies/key-policies';
import { listChoices } from '@/lib/access/permissions/list-permissions';
import { can } from '@/lib/identity/actor/rights';
import { requireActor } from '@/lib/identity/sessions/current';
import { viewAuthenticator } from '@/lib/identity/two-factor/authenticator';
import { contactFor } from '@/lib/organizations/contacts/contacts';
import { CreateDatasetForm } from './_components/create-dataset-form';

export const metadata: Metadata = { title: 'Create dataset' };

export default async function CreateDatasetPage() {
  const actor = await requireActor();
  if (!can(actor, 'datasets:write')) redirect('/datasets');
  const [choices, contact, authenticator, policies] = await Promise.all([
    listChoices(actor),
    contactFor(actor),
    viewAuthenticator(actor),
    getPolicies(actor),
  ]);
  return (
    <KeyDialogs actions={keyDialogActions} authenticator={authenticator.on} afterDelete="/keys">
      <PageHeader
        title="Create dataset"
        description="With it comes a secret key of the same name. Its secret is shown once, right after."
        crumbs={[{ label: 'Datasets', href: '/datasets' }, { label: 'Create dataset' }]}
      />
      <CreateDatasetForm choices={choices} contact={contact} policy={policies.effective} />
    </KeyDialogs>
  );
}
