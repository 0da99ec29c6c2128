import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { currentActor, requirePerson } from '@/lib/auth/current';
import { signOut } from '../../(portal)/actions';

export const metadata: Metadata = { title: 'No organization' };

export default async function NoOrganizationPage() {
  const person = await requirePerson();
  if (await currentActor()) redirect('/');
  if (person.operator) redirect('/operator');
  return (
    <>
      <h1 className="text-title font-semibold">No organization</h1>
      <p className="mt-2 text-ink-2 [overflow-wrap:anywhere]">
        You are signed in as {person.email}, who belongs to no organization yet. Ask an Admin to add you.
      </p>
      <form action={signOut} className="mt-5">
        <Button type="submit">Sign out</Button>
      </form>
    </>
  );
}
