'use client';

import { Ban, CircleOff, Eye, KeyRound, Pencil, Play, RotateCw, ShieldOff, Trash2 } from 'lucide-react';
import { useServerAction } from '@/components/action/use-server-action';
import { MenuItem, MenuLink, MenuSeparator } from '@/components/ui/dropdown-menu';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { useKeyDialogs } from './use-key-dialogs';

/** What the person may do with a key, in its menu. Somebody who may only look gets Details. */
export function KeyMenuItems({ apiKey }: { apiKey: KeyRow }) {
  const { ask, actions } = useKeyDialogs();
  const [, run] = useServerAction();
  const { id, name, state, allowedOperations, old } = apiKey;
  return (
    <>
      <MenuLink href={`/keys/${id}`} icon={<Eye />}>
        Details
      </MenuLink>
      {allowedOperations.includes('edit') && (
        <MenuLink href={`/keys/${id}/edit`} icon={<Pencil />}>
          Edit
        </MenuLink>
      )}
      {allowedOperations.includes('reveal') && (
        <MenuLink href="/account#your-keys" icon={<KeyRound />}>
          Reveal
        </MenuLink>
      )}
      {allowedOperations.includes('roll') && (
        <MenuItem icon={<RotateCw />} onSelect={() => ask('roll', id)}>
          Roll
        </MenuItem>
      )}
      {allowedOperations.includes('stop') &&
        (state === 'disabled' ? (
          <MenuItem
            icon={<Play />}
            onSelect={() =>
              run(() => actions.enable({ id }), {
                words: `${name} was enabled.`,
                undo: { call: () => actions.disable({ id }), done: `${name} was disabled again.` },
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
              run(() => actions.disable({ id }), {
                words: `${name} was disabled.`,
                undo: { call: () => actions.enable({ id }), done: `${name} was enabled again.` },
              })
            }
          >
            Disable
          </MenuItem>
        ))}
      {allowedOperations.includes('stop') && <MenuSeparator />}
      {allowedOperations.includes('stop') && old && (
        <MenuItem icon={<ShieldOff />} onSelect={() => ask('block-old', id)}>
          Block old credentials
        </MenuItem>
      )}
      {allowedOperations.includes('stop') && (
        <MenuItem icon={<Ban />} disabled={state === 'revoked'} onSelect={() => ask('revoke', id)}>
          Revoke
        </MenuItem>
      )}
      {allowedOperations.includes('delete') && (
        <MenuItem icon={<Trash2 />} onSelect={() => ask('delete', id)}>
          Delete
        </MenuItem>
      )}
    </>
  );
}
