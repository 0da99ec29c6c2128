import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { counted, countedHolders } from '@/app/operator/_components/counted';
import { KIND_WORDS } from '@/components/organizations/organization-words';
import { Badge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { CatalogueEntry } from '@/lib/access/permissions/catalogue-schema';
import { listCatalogueEntries } from '@/lib/access/permissions/list-catalogue';
import { requireOperator } from '@/lib/identity/sessions/current';

export const metadata: Metadata = { title: 'Permissions' };

export default async function PermissionsPage() {
  const entries = await listCatalogueEntries(await requireOperator());
  const addLink = (
    <ButtonLink href="/operator/new-permission" variant="primary" icon={<Plus />}>
      Add permission
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Permissions"
        description="The catalogue: what an API key can be allowed to do, and at which endpoints."
        actions={addLink}
      />
      <Card>
        {entries.length === 0 ? (
          <EmptyState title="The catalogue is empty." action={addLink}>
            Without a permission no key can call anything.
          </EmptyState>
        ) : (
          <ul aria-label="Permissions" className="divide-y divide-line-soft">
            {entries.map((entry) => (
              <Entry key={entry.name} entry={entry} />
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

function Entry({ entry }: { entry: CatalogueEntry }) {
  const { name, label, description, allowedForPublicKeys, recommendedFor, endpoints, keys, organizations } =
    entry;
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-3 md:grid-cols-[minmax(0,1fr)_15rem]">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/operator/permissions/${name}`}
            className="rounded-sm font-medium [overflow-wrap:anywhere] hover:underline"
          >
            {label}
          </Link>
          <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere] text-ink-2">{name}</code>
          {allowedForPublicKeys && <Badge tone="accent">Fit for public keys</Badge>}
        </div>
        <p className="text-ink-2 [overflow-wrap:anywhere]">{description}</p>
        {recommendedFor.length > 0 && (
          <p className="text-sm text-ink-3">
            Recommended for: {recommendedFor.map((kind) => KIND_WORDS[kind]).join(', ')}
          </p>
        )}
      </div>
      <ul className="text-sm text-ink-3 max-md:flex max-md:flex-wrap max-md:gap-x-4">
        <li>{counted(endpoints.length, 'endpoint')}</li>
        <li>granted to {counted(organizations, 'organization')}</li>
        <li>held by {countedHolders(keys, 'key')}</li>
      </ul>
    </li>
  );
}
