'use client';

import Link from 'next/link';
import { columnsOf } from '@/components/data-table/table-columns';
import { Time } from '@/components/ui/time';
import type { KeyRow } from '@/lib/keys/schema';
import { HeldBadge } from './held-badge';
import { KeyStatus } from './key-status';
import { ENVIRONMENT_WORDS, TYPE_WORDS } from './key-words';
import { OldCredentials } from './old-credentials';

const column = columnsOf<KeyRow>();

export const keyColumns = [
  column.display({
    id: 'name',
    meta: { label: 'Name', names: true, className: 'md:w-[30%] md:min-w-56' },
    cell: ({ row: { original: key } }) => (
      <div className="min-w-0 max-md:[overflow-wrap:anywhere]">
        <Link
          href={`/keys/${key.id}`}
          title={key.name}
          className="line-clamp-2 rounded-sm font-medium [overflow-wrap:anywhere] hover:underline"
        >
          {key.name}
        </Link>
        {key.owner && (
          <div className="text-sm text-ink-3">
            {key.owner.you ? 'Your personal key' : `Personal key of ${key.owner.name}`}
          </div>
        )}
        {key.old ? (
          <OldCredentials apiKey={key} old={key.old} />
        ) : (
          <div className="line-clamp-1 text-sm text-ink-3 [overflow-wrap:anywhere]" title={key.description}>
            {key.description}
          </div>
        )}
      </div>
    ),
  }),
  column.display({
    id: 'key',
    meta: { label: 'Key' },
    cell: ({ row: { original: key } }) => (
      <>
        <code className="block max-w-40 truncate font-mono text-[0.8125rem] max-md:ml-auto" title={key.key}>
          {key.key}
        </code>
        <span className="text-sm text-ink-3">
          {TYPE_WORDS[key.type]} · {ENVIRONMENT_WORDS[key.environment]}
        </span>
      </>
    ),
  }),
  column.display({
    id: 'permissions',
    meta: { label: 'Permissions' },
    cell: ({ row }) => (
      <span className="inline-flex flex-wrap gap-1 max-md:justify-end">
        {row.original.permissions.map((permission) => (
          <HeldBadge key={permission.name} permission={permission} />
        ))}
      </span>
    ),
  }),
  column.display({
    id: 'created',
    meta: { label: 'Created' },
    cell: ({ row }) => <Time at={row.original.createdAt} form="date" />,
  }),
  column.display({
    id: 'lastUsed',
    meta: { label: 'Last used' },
    cell: ({ row: { original: key } }) =>
      key.lastUsedAt ? (
        <Time at={key.lastUsedAt} form="relative" />
      ) : (
        <span className="text-ink-3">Never</span>
      ),
  }),
  column.display({
    id: 'expires',
    meta: { label: 'Expires' },
    cell: ({ row: { original: key } }) =>
      key.expiresAt ? <Time at={key.expiresAt} form="date" /> : <span className="text-ink-3">Never</span>,
  }),
  column.display({
    id: 'status',
    meta: { label: 'Status' },
    cell: ({ row }) => <KeyStatus apiKey={row.original} />,
  }),
];
