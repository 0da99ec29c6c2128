import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { CardSection } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { currentActor, requireOperator } from '@/lib/auth/current';
import { viewAuthenticator } from '@/lib/two-factor/service';
import { Authenticator } from '../../(portal)/account/_components/authenticator';

export const metadata: Metadata = { title: 'Account' };

/** For an operator who belongs to no organization, and so has no way into the portal's own Account. */
export default async function OperatorAccountPage() {
  const person = await requireOperator();
  if (await currentActor()) redirect('/account');
  return (
    <div className="max-w-[45rem] space-y-3.5">
      <PageHeader title="Account" description={`${person.name} · ${person.email}`} />
      <CardSection title="Authenticator">
        <Authenticator view={await viewAuthenticator(person)} rolling={null} />
      </CardSection>
    </div>
  );
}
