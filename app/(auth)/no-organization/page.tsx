import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { signOut, switchTo } from '@/app/_session/actions';
import { SignOutButton } from '@/components/session/person-menu';
import { currentActor, requirePerson } from '@/lib/identity/sessions/current';
import { listOwnOrganizations } from '@/lib/identity/sessions/switch-organization';
import { settings } from '@/lib/platform/env/env';
import { Choices } from './_components/choices';

export const metadata: Metadata = { title: 'No organization' };

export default async function NoOrganizationPage() {
  const person = await requirePerson();
  if (await currentActor()) redirect('/');
  const organizations = await listOwnOrganizations(person);
  if (person.operator && organizations.length === 0) redirect('/operator');
  const { supportContact } = settings();
  return (
    <>
      <h1 className="text-title font-semibold">No organization</h1>
      {organizations.length > 0 ? (
        <>
          <p className="mt-2 text-ink-2">Choose the one that you want to work in.</p>
          <Choices organizations={organizations} onSwitch={switchTo} />
        </>
      ) : (
        <p className="mt-2 text-ink-2 [overflow-wrap:anywhere]">
          You are signed in as {person.email}, who belongs to no organization. Ask an Admin of yours for an
          invitation{supportContact ? `, or write to ${supportContact}` : ''}; its link brings you in.
        </p>
      )}
      <div className="mt-5">
        <SignOutButton onSignOut={signOut} />
      </div>
    </>
  );
}
