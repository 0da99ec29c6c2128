'use client';

import { Ban, CircleOff, Ellipsis, Eye, Pencil, Play, RotateCw, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { CopyButton } from '@/components/ui/copy-button';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import type { KeyRow } from '@/lib/keys/schema';
import { disable, enable } from '../actions';
import { useKeyDialogs } from './key-dialogs';
import { useDeed } from './use-deed';

/** What can be done with a key, as buttons and in the menu. Who may only look gets Copy and Details. */
export function KeyActions({ apiKey, canWrite }: { apiKey: KeyRow; canWrite: boolean }) {
  const ask = useKeyDialogs();
  const router = useRouter();
  return (
    <>
      <CopyButton name="Copy key" value={apiKey.key} done="Key copied." />
      {canWrite && (
        <>
          <IconButton name="Edit" icon={<Pencil />} onClick={() => router.push(`/keys/${apiKey.id}/edit`)} />
          <IconButton name="Roll" icon={<RotateCw />} onClick={() => ask('roll', apiKey)} />
          <IconButton name="Delete" icon={<Trash2 />} onClick={() => ask('delete', apiKey)} />
        </>
      )}
      <MoreActions apiKey={apiKey} canWrite={canWrite} />
    </>
  );
}

function MoreActions({ apiKey, canWrite }: { apiKey: KeyRow; canWrite: boolean }) {
  const ask = useKeyDialogs();
  const [pending, run] = useDeed();
  const { id, name, state } = apiKey;
  return (
    <Menu trigger={<IconButton name="More actions" icon={<Ellipsis />} pending={pending} />}>
      <MenuLink href={`/keys/${id}`} icon={<Eye />}>
        Details
      </MenuLink>
      {canWrite && (
        <>
          <MenuLink href={`/keys/${id}/edit`} icon={<Pencil />}>
            Edit
          </MenuLink>
          <MenuItem icon={<RotateCw />} onSelect={() => ask('roll', apiKey)}>
            Roll
          </MenuItem>
          {state === 'disabled' ? (
            <MenuItem icon={<Play />} onSelect={() => run(() => enable({ id }), `${name} was enabled.`)}>
              Enable
            </MenuItem>
          ) : (
            <MenuItem
              icon={<CircleOff />}
              disabled={state === 'revoked'}
              onSelect={() => run(() => disable({ id }), `${name} was disabled.`)}
            >
              Disable
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem icon={<Ban />} disabled={state === 'revoked'} onSelect={() => ask('revoke', apiKey)}>
            Revoke
          </MenuItem>
          <MenuItem icon={<Trash2 />} onSelect={() => ask('delete', apiKey)}>
            Delete
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
