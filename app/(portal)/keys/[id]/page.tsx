import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { KeyActions } from '@/components/keys/key-actions';
import { KeyDialogs } from '@/components/keys/key-dialogs';
import { KeyStatus } from '@/components/keys/key-status';
import { PageHeader } from '@/components/ui/page-header';
import { getKey } from '@/lib/access/keys/list-keys';
import { keyIdSchema } from '@/lib/access/keys/schema';
import { listKeyHistory } from '@/lib/features/key-history/history';
import { listImportedIdentifiers } from '@/lib/features/key-import/import-keys';
import { requireActor } from '@/lib/identity/sessions/current';
import { viewAuthenticator } from '@/lib/identity/two-factor/authenticator';
import { keyDialogActions } from '../key-dialog-actions';
import { Credentials } from './_components/credentials';
import { Details } from './_components/details';
import { History } from './_components/history';
import { SelfRotation } from './_components/self-rotation';

type KeyPageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ roll?: string }>;
};

/** Once for the title and the screen. */
const findKey = cache(async (id: string) => {
  const actor = await requireActor();
  const asked = keyIdSchema.safeParse({ id });
  return asked.success ? getKey(actor, asked.data.id) : null;
});

export async function generateMetadata({ params }: KeyPageProps): Promise<Metadata> {
  const key = await findKey((await params).id);
  return { title: key?.name ?? 'Not found' };
}

export default async function KeyPage({ params, searchParams }: KeyPageProps) {
  const actor = await requireActor();
  const key = await findKey((await params).id);
  if (!key) notFound();
  const [history, imported, authenticator] = await Promise.all([
    listKeyHistory(actor, key.id),
    listImportedIdentifiers(actor, key.id),
    viewAuthenticator(actor),
  ]);
  const rolling = key.allowedOperations.includes('roll') && (await searchParams).roll !== undefined;
  return (
    <KeyDialogs
      actions={keyDialogActions}
      authenticator={authenticator.on}
      afterDelete="/keys"
      initial={rolling ? { kind: 'roll', key } : null}
    >
      <PageHeader
        title={key.name}
        description={key.description}
        crumbs={[{ label: 'API Keys', href: '/keys' }, { label: key.name }]}
        actions={
          <div className="flex items-center gap-1">
            <span className="mr-3">
              <KeyStatus apiKey={key} />
            </span>
            <KeyActions apiKey={key} />
          </div>
        }
      />
      <div className="space-y-4">
        <Details apiKey={key} />
        <Credentials apiKey={key} imported={imported} />
        {key.type === 'secret' && key.revealed && key.state !== 'revoked' && (
          <SelfRotation apiKey={key} authenticator={authenticator.on} />
        )}
        <History events={history} />
      </div>
    </KeyDialogs>
  );
}
