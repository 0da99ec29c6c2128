'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { StatusDot } from '@/components/ui/status-dot';
import { Time } from '@/components/ui/time';
import type { AttentionItem, Deed } from '@/lib/keys/schema';
import { useKeyDialogs } from '../keys/_components/key-dialogs';
import { KeyStatus } from '../keys/_components/key-status';

/** Keys that want something, each with the way to give it. */
export function Attention({ items }: { items: AttentionItem[] }) {
  return (
    <ul className="divide-y divide-line-soft">
      {items.map((item) => (
        <li
          key={item.key.id}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2.5 md:grid-cols-[11rem_minmax(0,1fr)_minmax(0,1fr)_8rem]"
        >
          <span className="max-md:col-span-2">
            <Reason item={item} />
          </span>
          <Link
            href={`/keys/${item.key.id}`}
            className="truncate rounded-sm font-medium hover:underline"
            title={item.key.name}
          >
            {item.key.name}
          </Link>
          <span className="text-ink-2 max-md:order-last max-md:col-span-2 max-md:text-sm">
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
  if (reason === 'expires-soon') return <KeyStatus apiKey={key} />;
  if (reason === 'rotation-due') return <StatusDot tone="warning">Rotation due</StatusDot>;
  if (reason === 'two-credentials') return <StatusDot tone="warning">Two credentials</StatusDot>;
  return <StatusDot tone="off">Unused</StatusDot>;
}

function Since({ item: { reason, key } }: { item: AttentionItem }): ReactNode {
  if (reason === 'expires-soon' && key.expiresAt) return <Time at={key.expiresAt} />;
  if (reason === 'two-credentials' && key.old) {
    return (
      <>
        old ones work until <Time at={key.old.endsAt} />
      </>
    );
  }
  if (reason === 'unused' && key.lastUsedAt) {
    return (
      <>
        last used <Time at={key.lastUsedAt} form="relative" />
      </>
    );
  }
  return (
    <>
      created <Time at={key.createdAt} form="relative" />
    </>
  );
}

const NEEDS = {
  'expires-soon': 'edit',
  'rotation-due': 'roll',
  'two-credentials': 'stop',
  unused: 'delete',
} as const satisfies Record<AttentionItem['reason'], Deed>;

function Remedy({ item: { reason, key } }: { item: AttentionItem }): ReactNode {
  const ask = useKeyDialogs();
  if (!key.may.includes(NEEDS[reason])) return null;
  if (reason === 'expires-soon') {
    return (
      <ButtonLink size="small" href={`/keys/${key.id}/edit`}>
        Extend
      </ButtonLink>
    );
  }
  const [kind, words] = {
    'rotation-due': ['roll', 'Roll'] as const,
    'two-credentials': ['block-old', 'Block old now'] as const,
    unused: ['delete', 'Delete'] as const,
  }[reason];
  return (
    <Button size="small" onClick={() => ask(kind, key)}>
      {words}
    </Button>
  );
}
