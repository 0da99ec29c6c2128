'use client';

import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';
import { useRowCopy } from '@/components/data-table/row-copy';
import { useRowMenuButton } from '@/components/data-table/row-menu';
import { useKeyDialogs } from '@/components/keys/use-key-dialogs';
import type { KeyRow } from '@/lib/access/key-records/schema';

type KeyRowToolsProps = { apiKey: KeyRow; nameId: string };

/**
 * What the person may do with a row's key. Each button is described by the row's name, since there are many of each.
 */
export function KeyRowTools({ apiKey: { id, key, allowedOperations }, nameId }: KeyRowToolsProps) {
  const { ask, isAsking } = useKeyDialogs();
  const router = useRouter();
  const { isCopied, ...copy } = useRowCopy(id, key);
  const more = useRowMenuButton(id, `${nameId}m`);
  return (
    <>
      <Tool label="Copy key" about={nameId} className={isCopied ? 'copied' : undefined} {...copy} />
      {allowedOperations.includes('edit') && (
        <Tool label="Edit" about={nameId} onClick={() => router.push(`/keys/${id}/edit`)} />
      )}
      {allowedOperations.includes('roll') && (
        <Tool
          label="Roll"
          about={nameId}
          aria-busy={isAsking('roll', id) || undefined}
          onClick={() => ask('roll', id)}
        />
      )}
      {allowedOperations.includes('delete') && (
        <Tool
          label="Delete"
          about={nameId}
          aria-busy={isAsking('delete', id) || undefined}
          onClick={() => ask('delete', id)}
        />
      )}
      <Tool label="More actions" about={nameId} {...more} />
    </>
  );
}

type ToolProps = ComponentProps<'button'> & { label: string; about: string };

/** Its icon comes from the style sheet. */
function Tool({ label, about, ...rest }: ToolProps) {
  // Without a type: it isn't in a form, and five hundred copies of the attribute would be 7 KB.
  return <button aria-label={label} aria-describedby={about} {...rest} />;
}
