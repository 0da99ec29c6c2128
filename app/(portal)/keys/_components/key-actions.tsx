'use client';

import { Ban, CircleOff, Ellipsis, Eye, KeyRound, Pencil, Play, RotateCw, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useServerAction } from '@/components/action/use-server-action';
import { CopyButton } from '@/components/ui/copy-button';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import type { KeyRow } from '@/lib/keys/schema';
import { disable, enable } from '../actions';
import { useKeyDialogs } from './key-dialogs';

/** What the person may do with a key, as buttons and in the menu. Who may only look gets Copy and Details. */
export function KeyActions({ apiKey }: { apiKey: KeyRow }) {
  const ask = useKeyDialogs();
  const router = useRouter();
  const { id, may } = apiKey;
  return (
    <>
      <CopyButton name="Copy key" value={apiKey.key} done="Key copied." />
      {may.includes('edit') && (
        <IconButton name="Edit" icon={<Pencil />} onClick={() => router.push(`/keys/${id}/edit`)} />
      )}
      {may.includes('roll') && (
        <IconButton name="Roll" icon={<RotateCw />} onClick={() => ask('roll', apiKey)} />
      )}
      {may.includes('delete') && (
        <IconButton name="Delete" icon={<Trash2 />} onClick={() => ask('delete', apiKey)} />
      )}
      <MoreActions apiKey={apiKey} />
    </>
  );
}

function MoreActions({ apiKey }: { apiKey: KeyRow }) {
  const ask = useKeyDialogs();
  const [pending, run] = useServerAction();
  const { id, name, state, may } = apiKey;
  return (
    <Menu trigger={<IconButton name="More actions" icon={<Ellipsis />} pending={pending} />}>
      <MenuLink href={`/keys/${id}`} icon={<Eye />}>
        Details
      </MenuLink>
      {may.includes('edit') && (
        <MenuLink href={`/keys/${id}/edit`} icon={<Pencil />}>
          Edit
        </MenuLink>
      )}
      {may.includes('reveal') && (
        <MenuLink href="/account#your-keys" icon={<KeyRound />}>
          Reveal
        </MenuLink>
      )}
      {may.includes('roll') && (
        <MenuItem icon={<RotateCw />} onSelect={() => ask('roll', apiKey)}>
          Roll
        </MenuItem>
      )}
      {may.includes('stop') &&
        (state === 'disabled' ? (
          <MenuItem
            icon={<Play />}
            onSelect={() =>
              run(() => enable({ id }), {
                words: `${name} was enabled.`,
                undo: { call: () => disable({ id }), done: `${name} was disabled again.` },
              })
            }
          >
            Enable
          </MenuItem>
        ) : (
          <MenuItem
            icon={<CircleOff />}
            disabled={state === 'revoked'}
            onSelect={() =>
              run(() => disable({ id }), {
                words: `${name} was disabled.`,
                undo: { call: () => enable({ id }), done: `${name} was enabled again.` },
              })
            }
          >
            Disable
          </MenuItem>
        ))}
      {may.includes('stop') && (
        <>
          <MenuSeparator />
          <MenuItem icon={<Ban />} disabled={state === 'revoked'} onSelect={() => ask('revoke', apiKey)}>
            Revoke
          </MenuItem>
        </>
      )}
      {may.includes('delete') && (
        <MenuItem icon={<Trash2 />} onSelect={() => ask('delete', apiKey)}>
          Delete
        </MenuItem>
      )}
    </Menu>
  );
}
