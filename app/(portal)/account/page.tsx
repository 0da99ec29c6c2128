import type { Metadata } from 'next';
import { CardSection } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/auth/current';
import { keyIdSchema } from '@/lib/keys/schema';
import { getKey } from '@/lib/keys/service';
import { viewAuthenticator } from '@/lib/two-factor/service';
import { Authenticator } from './_components/authenticator';
import { YourKeys } from './_components/your-keys';

export const metadata: Metadata = { title: 'Account' };

type AccountPageProps = { searchParams: Promise<{ roll?: string }> };

export default async function AccountPage({ searchParams }: AccountPageProps) {
  const actor = await requireActor();
  // Somebody who wanted to roll a key was led here first, and goes back to it afterwards.
  const asked = keyIdSchema.safeParse({ id: (await searchParams).roll });
  const [authenticator, rolling] = await Promise.all([
    viewAuthenticator(actor),
    asked.success ? getKey(actor, asked.data.id) : null,
  ]);
  return (
    <div className="max-w-[45rem]">
      <PageHeader title="Account" description={`${actor.name} · ${actor.email}`} />
      <YourKeys actor={actor} />
      <CardSection title="Authenticator" className="mt-4">
        <div id="authenticator">
          <Authenticator view={authenticator} rolling={rolling && { id: rolling.id, name: rolling.name }} />
        </div>
      </CardSection>
    </div>
  );
}
