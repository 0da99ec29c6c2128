'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useServerAction } from '@/components/action/use-server-action';
import { canBlockSafely, graceInWords, graceOf } from '@/components/keys/grace-words';
import { KeyStatus } from '@/components/keys/key-status';
import { useKeyDialogs } from '@/components/keys/use-key-dialogs';
import { Button, ButtonLink } from '@/components/ui/button';
import { StatusDot } from '@/components/ui/status-dot';
import { Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/use-now';
import type { KeyOperation, KeyRow } from '@/lib/access/key-records/schema';
import type { AttentionItem } from '@/lib/features/overview/schema';

/** Keys that need attention, each with what to do about it. */
export function Attention({ items }: { items: AttentionItem[] }) {
  return (
    <ul className="divide-y divide-line-soft">
      {items.map((item) => (
        <li
          key={item.key.id}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2.5 lg:grid-cols-[11rem_minmax(0,1fr)_minmax(0,1.5fr)_8rem]"
        >
          <span className="max-lg:col-span-2">
            <Reason item={item} />
          </span>
          <Link
            href={`/keys/${item.key.id}`}
            prefetch={false}
            className="clip truncate rounded-sm font-medium hover:underline"
          >
            {item.key.name}
          </Link>
          <span className="text-sm text-ink-2 max-lg:order-last max-lg:col-span-2">
            <Since item={item} />
          </span>
          <span className="justify-self-end">
            <Remedy item={item} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Reason({ item: { reason, key } }: { item: AttentionItem }): ReactNode {
  const now = useNow();
  if (reason === 'expires-soon') return <KeyStatus apiKey={key} />;
  if (reason === 'rotation-due') return <StatusDot tone="warning">Rotation due</StatusDot>;
  if (reason === 'breaks-policy') return <StatusDot tone="warning">Breaks a policy</StatusDot>;
  if (reason === 'unused') return <StatusDot tone="off">Unused</StatusDot>;
  const inUse = key.old !== null && graceOf(key.old, now).isOldInUse;
  return <StatusDot tone="warning">{inUse ? 'Old credentials in use' : 'Two credentials'}</StatusDot>;
}

function Since({ item: { reason, key } }: { item: AttentionItem }): ReactNode {
  const now = useNow();
  if (reason === 'expires-soon' && key.expiresAt) return <Time at={key.expiresAt} />;
  if (reason === 'two-credentials' && key.old) {
    return (
      <>
        <span suppressHydrationWarning>{graceInWords(key.old, now)}</span>. Both work until{' '}
        <Time at={key.old.endsAt} />
      </>
    );
  }
  if (reason === 'breaks-policy') return 'It works as before. Edit it to see what the key policy requires.';
  if (reason === 'rotation-due') {
    return (
      <>
        Credentials made <Time at={key.credentialsSince ?? key.createdAt} form="relative" />
      </>
    );
  }
  if (key.lastUsedAt) {
    return (
      <>
        Last used <Time at={key.lastUsedAt} form="relative" />
      </>
    );
  }
  return (
    <>
      Never used, created <Time at={key.createdAt} form="relative" />
    </>
  );
}

const NEEDS = {
  'expires-soon': 'edit',
  'rotation-due': 'roll',
  'breaks-policy': 'edit',
  'two-credentials': 'stop',
  unused: 'stop',
} as const satisfies Record<AttentionItem['reason'], KeyOperation>;

/** Nothing here can take down a service with one click: what can is offered once the key is known to be unused. */
function Remedy({ item: { reason, key } }: { item: AttentionItem }): ReactNode {
  const { ask, isAsking } = useKeyDialogs();
  const now = useNow();
  if (!key.allowedOperations.includes(NEEDS[reason])) return null;
  if (reason === 'unused') return <Disable apiKey={key} />;
  if (reason === 'expires-soon' || reason === 'breaks-policy') {
    return (
      <ButtonLink size="small" href={`/keys/${key.id}/edit`}>
        {reason === 'breaks-policy' ? 'Edit' : 'Extend'}
      </ButtonLink>
    );
  }
  if (reason === 'two-credentials' && !(key.old && canBlockSafely(key.old, now))) {
    return (
      <ButtonLink size="small" href={`/keys/${key.id}`}>
        View
      </ButtonLink>
    );
  }
  const [kind, words] =
    reason === 'rotation-due' ? (['roll', 'Roll'] as const) : (['block-old', 'Block old now'] as const);
  return (
    <Button size="small" pending={isAsking(kind, key.id)} onClick={() => ask(kind, key.id)}>
      {words}
    </Button>
  );
}

/** An unused key may still be needed once a year: a disabled one can be enabled again. */
function Disable({ apiKey: { id, name } }: { apiKey: KeyRow }) {
  const { actions } = useKeyDialogs();
  const [pending, run] = useServerAction();
  return (
    <Button
      size="small"
      pending={pending}
      onClick={() =>
        run(() => actions.disable({ id }), {
          words: `${name} was disabled.`,
          undo: { call: () => actions.enable({ id }), done: `${name} was enabled again.` },
        })
      }
    >
      Disable
    </Button>
  );
}
