'use client';

import Link from 'next/link';
import type { Columns } from '@/components/data-table/table-columns';
import { nameIdOf } from '@/components/data-table/table-rows';
import { graceInWords } from '@/components/keys/grace-words';
import { ENVIRONMENT_WORDS } from '@/components/keys/key-words';
import { Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/use-now';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { HeldPermissions } from './held-permissions';
import { RowStatus } from './row-status';

/** What a row shows of a key before its end, and after its beginning. */
const SHOWN_FIRST = 12;
const SHOWN_LAST = 3;

export const keyColumns: Columns<KeyRow> = [
  {
    id: 'name',
    label: 'Name',
    names: true,
    cellClass: 'col-name',
    cell: (key, index) => {
      const words = noteOf(key);
      return (
        <>
          {/* A hundred of these are in view at once. */}
          <Link id={nameIdOf(index)} href={`/keys/${key.id}`} prefetch={false} className="clip">
            {key.name}
          </Link>
          {key.old ? <Grace apiKey={key} /> : words !== '' && <small className="clip">{words}</small>}
        </>
      );
    },
  },
  {
    id: 'status',
    label: 'Status',
    cellClass: 'col-status',
    alsoSorts: [{ id: 'expires', label: 'Expires' }],
    cell: (key) => <RowStatus apiKey={key} />,
  },
  {
    id: 'key',
    label: 'Key',
    cellClass: 'col-key',
    alsoSorts: [{ id: 'created', label: 'Created' }],
    cell: (key) => (
      <>
        <KeyText text={key.key} />
        <small>
          {`${ENVIRONMENT_WORDS[key.environment]} · `}
          <Time at={key.createdAt} form="date" />
        </small>
      </>
    ),
  },
  {
    id: 'permissions',
    label: 'Permissions',
    cellClass: 'col-permissions',
    cell: (key) => <HeldPermissions apiKey={key} />,
  },
  {
    id: 'lastUsed',
    label: 'Last used',
    cellClass: 'col-last-used',
    cell: (key) =>
      key.lastUsedAt ? <Time at={key.lastUsedAt} form="relative" /> : <span className="none">Never</span>,
  },
];

/** Its owner, kind and purpose, where they aren't the usual ones. */
function noteOf({ owner, type, description }: KeyRow): string {
  const whose = owner && (owner.you ? 'Your personal key' : `Personal key of ${owner.name}`);
  return [whose, type === 'public' && 'Public key', description].filter(Boolean).join(' · ');
}

function Grace({ apiKey: { old } }: { apiKey: KeyRow }) {
  const now = useNow();
  return (
    old && (
      <small className="clip warning" suppressHydrationWarning>
        {graceInWords(old, now)}
      </small>
    )
  );
}

/** The first and last characters, which tell keys apart. The page contains all of it. */
function KeyText({ text }: { text: string }) {
  const middle = text.slice(SHOWN_FIRST, -SHOWN_LAST);
  if (middle === '') return <code>{text}</code>;
  return (
    <code>
      {text.slice(0, SHOWN_FIRST)}
      <i>{middle}</i>
      {text.slice(-SHOWN_LAST)}
    </code>
  );
}
