import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { isSetUp } from '@/lib/organizations/setup/setup-link';
import { SetUpForm } from './_components/set-up-form';
import { setUpInstallation } from './actions';

export const metadata: Metadata = { title: 'Set up Keyport' };

export default async function SetUpPage() {
  if (await isSetUp()) redirect('/sign-in');
  return (
    <>
      <h1 className="text-title font-semibold">Set up Keyport</h1>
      <p className="mt-1 text-ink-2">
        The first account operates Keyport, and is Admin of the organization that you name here.
      </p>
      <SetUpForm action={setUpInstallation} />
    </>
  );
}
