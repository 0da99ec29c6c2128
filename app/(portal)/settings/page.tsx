import { KeyRound, Users } from 'lucide-react';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PolicyForm } from '@/components/keys/policy-form';
import { KIND_WORDS, ROLE_WORDS } from '@/components/organizations/organization-words';
import { ButtonLink } from '@/components/ui/button';
import { CardSection } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { getPolicies } from '@/lib/access/key-policies/key-policies';
import { asksForExpiry, type KeyPolicy } from '@/lib/access/key-policies/schema';
import { can } from '@/lib/identity/actor/rights';
import { requireActor } from '@/lib/identity/sessions/current';
import { contactFor } from '@/lib/organizations/contacts/contacts';
import { RenameForm } from './_components/rename-form';
import { savePolicy } from './actions';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const actor = await requireActor();
  const { organization } = actor;
  const [contact, { own, effective }] = await Promise.all([contactFor(actor), getPolicies(actor)]);
  const canWrite = can(actor, 'organization:write');
  return (
    <div className="max-w-[45rem] space-y-3.5">
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
      <CardSection title="Key policies">
        <p className="mb-4 text-ink-2">
          {inWords(effective)} Existing keys keep working; those that break a policy are listed under Needs
          attention.
        </p>
        {canWrite && (
          <PolicyForm key={`${organization.id} ${JSON.stringify(own)}`} policy={own} save={savePolicy} />
        )}
      </CardSection>
    </div>
  );
}

/** The policies that apply, the operator's included. */
function inWords(policy: KeyPolicy): string {
  const days = policy.maxLifetimeDays;
  const parts = [
    asksForExpiry(policy)
      ? [days === null ? 'an expiration' : `an expiration within ${days} ${days === 1 ? 'day' : 'days'}`]
      : [],
    policy.requireIpRanges ? ['IP ranges in production'] : [],
  ].flat();
  return parts.length === 0
    ? 'There are no requirements for new keys.'
    : `New keys need ${parts.join(' and ')}.`;
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3 max-sm:mt-2 max-sm:text-sm">{term}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}
