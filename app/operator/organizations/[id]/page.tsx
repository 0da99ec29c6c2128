import { Upload } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { KIND_WORDS } from '@/components/organizations/organization-words';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { listGrants } from '@/lib/access/permissions/change-grant';
import { requireOperator } from '@/lib/identity/sessions/current';
import { getOrganization } from '@/lib/organizations/organizations/list-organizations';
import { organizationIdSchema } from '@/lib/organizations/organizations/schema';
import { ChangeOrganizationForm } from './_components/change-organization-form';
import { FirstAdmin } from './_components/first-admin';
import { Grants } from './_components/grants';

type OrganizationPageProps = { params: Promise<{ id: string }> };

/** Once for the title and the screen. */
const findOrganization = cache(async (id: string) => {
  const person = await requireOperator();
  const asked = organizationIdSchema.safeParse({ id });
  return asked.success ? getOrganization(person, asked.data.id) : null;
});

export async function generateMetadata({ params }: OrganizationPageProps): Promise<Metadata> {
  const organization = await findOrganization((await params).id);
  return { title: organization?.name ?? 'Not found' };
}

export default async function OrganizationPage({ params }: OrganizationPageProps) {
  const person = await requireOperator();
  const organization = await findOrganization((await params).id);
  if (!organization) notFound();
  const { name, kind, keys, members, createdAt } = organization;
  return (
    <>
      <PageHeader
        title={name}
        description={
          <>
            {KIND_WORDS[kind]}, created <Time at={createdAt} form="date" />
          </>
        }
        crumbs={[{ label: 'Organizations', href: '/operator' }, { label: name }]}
        actions={
          <ButtonLink href={`/operator/import?organization=${organization.id}`} icon={<Upload />}>
            Import keys
          </ButtonLink>
        }
      />
      <div className="max-w-[45rem] space-y-4">
        <dl className="grid grid-cols-2 gap-3.5">
          <Figure term="API keys" value={keys} />
          <Figure term="Members" value={members} />
        </dl>
        {!organization.hasAdmin && <FirstAdmin organizationId={organization.id} />}
        <Grants
          organization={{ id: organization.id, name }}
          grants={await listGrants(person, organization.id)}
        />
        <ChangeOrganizationForm key={`${name} ${kind}`} organization={{ id: organization.id, name, kind }} />
      </div>
    </>
  );
}

function Figure({ term, value }: { term: string; value: number }) {
  return (
    <Card className="px-4 py-3">
      <dt className="text-sm text-ink-2">{term}</dt>
      <dd className="text-[1.25rem]/7 font-semibold">{value.toLocaleString('en')}</dd>
    </Card>
  );
}
