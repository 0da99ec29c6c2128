'use client';

import { Ellipsis, Pencil, RotateCw, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { CopyButton } from '@/components/ui/copy-button';
import { Menu } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { KeyMenuItems } from './key-menu-items';
import { useKeyDialogs } from './use-key-dialogs';

/** What the person may do with the screen's key, as buttons and in the menu. */
export function KeyActions({ apiKey }: { apiKey: KeyRow }) {
  const { ask, isAsking } = useKeyDialogs();
  const router = useRouter();
  const { id, allowedOperations } = apiKey;
  return (
    <>
      <CopyButton name="Copy key" value={apiKey.key} done="Key copied." />
      {allowedOperations.includes('edit') && (
        <IconButton name="Edit" icon={<Pencil />} onClick={() => router.push(`/keys/${id}/edit`)} />
      )}
      {allowedOperations.includes('roll') && (
        <IconButton
          name="Roll"
          icon={<RotateCw />}
          pending={isAsking('roll', id)}
          onClick={() => ask('roll', id)}
        />
      )}
      {allowedOperations.includes('delete') && (
        <IconButton
          name="Delete"
          icon={<Trash2 />}
          pending={isAsking('delete', id)}
          onClick={() => ask('delete', id)}
        />
      )}
      <Menu trigger={<IconButton name="More actions" icon={<Ellipsis />} />}>
        <KeyMenuItems apiKey={apiKey} />
      </Menu>
    </>
  );
}
