import { KeyRound, Users } from 'lucide-react';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { KIND_WORDS, ROLE_WORDS } from '@/components/organizations/organization-words';
import { ButtonLink } from '@/components/ui/button';
import { CardSection } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/identity/actor/rights';
import { requireActor } from '@/lib/identity/sessions/current';
import { contactFor } from '@/lib/organizations/contacts/contacts';
import { RenameForm } from './_components/rename-form';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const actor = await requireActor();
  const { organization } = actor;
  const contact = await contactFor(actor);
  const canWrite = can(actor, 'organization:write');
  return (
    <div className="max-w-[45rem]">
      <PageHeader
        title="Settings"
        actions={
          <>
            <ButtonLink href="/keys" icon={<KeyRound />}>
              API Keys
            </ButtonLink>
            <ButtonLink href="/team" icon={<Users />}>
              Team
            </ButtonLink>
          </>
        }
      />
      <CardSection title="Organization">
        {canWrite && (
          <div className="mb-5 border-b border-line-soft pb-5">
            {/* Another organization's form is another form. */}
            <RenameForm key={organization.id} name={organization.name} />
          </div>
        )}
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
          {!canWrite && <Fact term="Name">{organization.name}</Fact>}
          <Fact term="Kind">{KIND_WORDS[organization.kind]}</Fact>
          <Fact term="Your role">{ROLE_WORDS[actor.role]}</Fact>
          <Fact term="Contact">{contact ?? 'The company that runs Keyport'}</Fact>
        </dl>
      </CardSection>
    </div>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3 max-sm:mt-2 max-sm:text-sm">{term}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}
