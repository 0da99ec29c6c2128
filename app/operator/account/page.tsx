import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Authenticator } from '@/app/_account/authenticator';
import { Password } from '@/app/_account/password';
import { RecoverySection } from '@/app/_account/recovery-section';
import { Sessions } from '@/app/_account/sessions';
import { YourDetails } from '@/app/_account/your-details';
import { CardSection } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { viewAddressChange } from '@/lib/identity/account/change-address';
import { currentActor, requireOperator } from '@/lib/identity/sessions/current';
import { listSessions } from '@/lib/identity/sessions/own-sessions';
import { viewAuthenticator } from '@/lib/identity/two-factor/authenticator';
import { hasMail } from '@/lib/platform/mail/send-email';

export const metadata: Metadata = { title: 'Account' };

/** For an operator who belongs to no organization, and so has no way into the portal's own Account. */
export default async function OperatorAccountPage() {
  const person = await requireOperator();
  if (await currentActor()) redirect('/account');
  const [authenticator, sessions, addressChange] = await Promise.all([
    viewAuthenticator(person),
    listSessions(person),
    viewAddressChange(person),
  ]);
  return (
    <div className="max-w-[45rem] space-y-3.5">
      <PageHeader title="Account" description={`${person.name} · ${person.email}`} />
      <YourDetails
        name={person.name}
        email={person.email}
        authenticator={authenticator.on}
        mail={hasMail()}
        addressChange={addressChange}
      />
      <CardSection title="Password">
        <Password authenticator={authenticator.on} />
      </CardSection>
      <CardSection title="Authenticator">
        <Authenticator view={authenticator} rolling={null} />
      </CardSection>
      {authenticator.on && (
        <CardSection title="Recovery codes">
          <RecoverySection left={authenticator.recoveryCodesLeft} />
        </CardSection>
      )}
      <Sessions sessions={sessions} />
    </div>
  );
}
