import type { Metadata } from 'next';
import { Authenticator } from '@/app/_account/authenticator';
import { Password } from '@/app/_account/password';
import { RecoverySection } from '@/app/_account/recovery-section';
import { Sessions } from '@/app/_account/sessions';
import { YourDetails } from '@/app/_account/your-details';
import { CardSection } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { getKey } from '@/lib/access/keys/list-keys';
import { keyIdSchema } from '@/lib/access/keys/schema';
import { viewAddressChange } from '@/lib/identity/account/change-address';
import { requireActor } from '@/lib/identity/sessions/current';
import { listSessions } from '@/lib/identity/sessions/own-sessions';
import { viewAuthenticator } from '@/lib/identity/two-factor/authenticator';
import { hasMail } from '@/lib/platform/mail/send-email';
import { YourKeys } from './_components/your-keys';

export const metadata: Metadata = { title: 'Account' };

type AccountPageProps = { searchParams: Promise<{ roll?: string }> };

export default async function AccountPage({ searchParams }: AccountPageProps) {
  const actor = await requireActor();
  // Somebody who wanted to roll a key is sent here first, and returns to it afterwards.
  const asked = keyIdSchema.safeParse({ id: (await searchParams).roll });
  const [authenticator, sessions, addressChange, rolling] = await Promise.all([
    viewAuthenticator(actor),
    listSessions(actor),
    viewAddressChange(actor),
    asked.success ? getKey(actor, asked.data.id) : null,
  ]);
  return (
    <div className="max-w-[45rem] space-y-3.5">
      <PageHeader title="Account" description={`${actor.name} · ${actor.email}`} />
      <YourKeys actor={actor} />
      <YourDetails
        name={actor.name}
        email={actor.email}
        authenticator={authenticator.on}
        mail={hasMail()}
        addressChange={addressChange}
      />
      <CardSection title="Password">
        <Password authenticator={authenticator.on} />
      </CardSection>
      <CardSection title="Authenticator">
        <div id="authenticator">
          <Authenticator view={authenticator} rolling={rolling && { id: rolling.id, name: rolling.name }} />
        </div>
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
