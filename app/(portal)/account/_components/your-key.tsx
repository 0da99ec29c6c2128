'use client';

import { useServerAction } from '@/components/action/use-server-action';
import { KeyActions } from '@/components/keys/key-actions';
import { KeyStatus } from '@/components/keys/key-status';
import { toScreenReveal } from '@/components/keys/to-screen-reveal';
import { useReveal } from '@/components/reveal/reveal-provider';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { reveal } from '../key-actions';

export function YourKey({ apiKey }: { apiKey: KeyRow }) {
  return (
    <li className="grid gap-x-4 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <h3 className="font-medium [overflow-wrap:anywhere]">{apiKey.name}</h3>
        <code className="block font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{apiKey.key}</code>
        <p className="text-sm text-ink-3">
          {apiKey.permissionLabels.join(', ')} · <LastUse apiKey={apiKey} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-1 sm:justify-self-end">
        {apiKey.revealed ? (
          <span className="mr-2">
            <KeyStatus apiKey={apiKey} />
          </span>
        ) : (
          <span className="mr-2 text-sm text-ink-3">No secret yet</span>
        )}
        {apiKey.allowedOperations.includes('reveal') && apiKey.state !== 'revoked' && (
          <RevealButton apiKey={apiKey} />
        )}
        <KeyActions apiKey={apiKey} />
      </div>
    </li>
  );
}

/** The secret is issued now, and shown once; after that the key can only be rolled. */
function RevealButton({ apiKey }: { apiKey: KeyRow }) {
  const { show } = useReveal();
  const [pending, run] = useServerAction();
  const press = () =>
    run(async () => {
      const result = await reveal({ id: apiKey.id });
      if (result.ok) {
        const screen = toScreenReveal(result.value, '/account', { trail: 'Your keys', done: 'revealed' });
        show({ ...screen, crumbs: [{ label: 'Account', href: '/account' }, { label: 'Your keys' }] });
      }
      return result;
    }, null);
  return (
    <Button size="small" pending={pending} onClick={press}>
      Reveal
    </Button>
  );
}

function LastUse({ apiKey: { lastUsedAt } }: { apiKey: KeyRow }) {
  if (!lastUsedAt) return 'never used';
  return (
    <>
      last used <Time at={lastUsedAt} form="relative" />
    </>
  );
}
