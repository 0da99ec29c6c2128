import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { KeyDialogs } from '@/components/keys/key-dialogs';
import { ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { listDatasetChoices } from '@/lib/access/datasets/list-datasets';
import { listKeys } from '@/lib/access/keys/list-keys';
import { listChoices } from '@/lib/access/permissions/list-permissions';
import { can } from '@/lib/identity/actor/rights';
import { requireActor } from '@/lib/identity/sessions/current';
import { isAuthenticatorOn } from '@/lib/identity/two-factor/authenticator';
import { toSparse } from '@/lib/platform/sparse-rows';
import { keysTable, toKeyQuery } from './_components/keys-definition';
import { KeysTable } from './_components/keys-table';
import { usualKey } from './_components/usual-key';
import { keyDialogActions } from './key-dialog-actions';

export const metadata: Metadata = { title: 'API Keys' };

type KeysPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function KeysPage({ searchParams }: KeysPageProps) {
  const actor = await requireActor();
  const query = toKeyQuery(await keysTable.load(searchParams));
  const [{ rows, ...page }, permissions, datasets, authenticator] = await Promise.all([
    listKeys(actor, query),
    listChoices(actor),
    listDatasetChoices(actor),
    isAuthenticatorOn(actor),
  ]);
  const canWrite = can(actor, 'keys:write');
  return (
    <KeyDialogs actions={keyDialogActions} authenticator={authenticator}>
      <PageHeader
        title="API Keys"
        description="Credentials that your servers use to call the API."
        actions={
          canWrite && (
            <ButtonLink href="/keys/new" variant="primary" icon={<Plus />}>
              Add API Key
            </ButtonLink>
          )
        }
      />
      <KeysTable
        page={page}
        rows={toSparse(rows, usualKey(rows))}
        permissions={permissions.map(({ name, label }) => ({ name, label }))}
        datasets={datasets}
        canWrite={canWrite}
      />
    </KeyDialogs>
  );
}
