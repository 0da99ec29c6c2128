import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { KeyDialogs } from '@/components/keys/key-dialogs';
import { PageHeader } from '@/components/ui/page-header';
import { listDatasetChoices } from '@/lib/access/datasets/list-datasets';
import { getPolicies } from '@/lib/access/key-policies/key-policies';
import { listChoices } from '@/lib/access/permissions/list-permissions';
import { can } from '@/lib/identity/actor/rights';
import { requireActor } from '@/lib/identity/sessions/current';
import { viewAuthenticator } from '@/lib/identity/two-factor/authenticator';
import { contactFor } from '@/lib/organizations/contacts/contacts';
import { keyDialogActions } from '../key-dialog-actions';
import { CreateKeyForm } from './_components/create-key-form';

export const metadata: Metadata = { title: 'Add API Key' };

export default async function AddKeyPage() {
  const actor = await requireActor();
  if (!can(actor, 'keys:write')) redirect('/keys');
  const [choices, datasets, contact, authenticator, policies] = await Promise.all([
    listChoices(actor),
    listDatasetChoices(actor),
    contactFor(actor),
    viewAuthenticator(actor),
    getPolicies(actor),
  ]);
  return (
    <KeyDialogs actions={keyDialogActions} authenticator={authenticator.on} afterDelete="/keys">
      <PageHeader
        title="Add API Key"
        description="Its secret is shown once, right after. Keep it in a secret manager, never in a mail or a repository."
        crumbs={[{ label: 'API Keys', href: '/keys' }, { label: 'Add API Key' }]}
      />
      <CreateKeyForm choices={choices} datasets={datasets} contact={contact} policy={policies.effective} />
    </KeyDialogs>
  );
}
