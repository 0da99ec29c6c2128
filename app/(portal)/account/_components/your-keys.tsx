import Link from 'next/link';
import { keyDialogActions } from '@/app/(portal)/keys/key-dialog-actions';
import { KeyDialogs } from '@/components/keys/key-dialogs';
import { CardSection } from '@/components/ui/card';
import { listOwnKeys } from '@/lib/access/keys/list-personal-keys';
import type { Actor } from '@/lib/identity/actor/schema';
import { viewAuthenticator } from '@/lib/identity/two-factor/authenticator';
import { YourKey } from './your-key';

/** The person's keys for the portal's API in their current organization. */
export async function YourKeys({ actor }: { actor: Actor }) {
  const [keys, authenticator] = await Promise.all([listOwnKeys(actor), viewAuthenticator(actor)]);
  return (
    <div id="your-keys" className="scroll-mt-20">
      <KeyDialogs actions={keyDialogActions} authenticator={authenticator.on}>
        <CardSection title="Your keys" flush>
          <p className="border-b border-line-soft px-4 py-3 text-ink-2">
            For the portal's own API in {actor.organization.name}, with your rights there and never more. They
            end with your membership. The{' '}
            <Link href="/api-reference" className="text-accent underline">
              API reference
            </Link>{' '}
            shows what they can do.
          </p>
          <ul className="divide-y divide-line-soft">
            {keys.map((key) => (
              <YourKey key={key.id} apiKey={key} />
            ))}
          </ul>
        </CardSection>
      </KeyDialogs>
    </div>
  );
}
