import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SignInFirst } from '@/app/(auth)/invitations/[token]/_components/join-form';
import { ROLE_HINTS, ROLE_WORDS } from '@/components/organizations/organization-words';
import { currentPerson } from '@/lib/identity/sessions/current';
import { viewOffer } from '@/lib/organizations/invitations/join';
import { AnotherPerson } from './_components/another-person';
import { JoinAsMyself } from './_components/join-as-myself';
import { JoinForm } from './_components/join-form';

export const metadata: Metadata = { title: 'Join' };

/** Opening it changes nothing: email programs follow links before people do. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [offer, person] = await Promise.all([viewOffer(token), currentPerson()]);
  if (!offer) notFound();
  const { organization, email, role, invitedBy, hasAccount } = offer;
  return (
    <>
      <h1 className="text-title font-semibold [overflow-wrap:anywhere]">Join {organization}</h1>
      <p className="mt-1 text-ink-2 [overflow-wrap:anywhere]">
        {invitedBy ? `${invitedBy} invites you` : 'You are invited'} as{' '}
        <strong className="font-semibold text-ink">{ROLE_WORDS[role]}</strong>. {ROLE_HINTS[role]}
      </p>
      {person && person.email !== email && <AnotherPerson signedInAs={person.email} invited={email} />}
      {person && person.email === email && <JoinAsMyself token={token} email={email} />}
      {!person && hasAccount && <SignInFirst email={email} />}
      {!person && !hasAccount && <JoinForm token={token} email={email} />}
    </>
  );
}
