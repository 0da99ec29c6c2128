'use client';

import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useState } from 'react';
import type { KeyRow } from '@/lib/keys/schema';
import { BlockOldDialog } from './block-old-dialog';
import { DeleteDialog } from './delete-dialog';
import { RevokeDialog } from './revoke-dialog';
import { RollDialog } from './roll-dialog';

type Kind = 'roll' | 'delete' | 'revoke' | 'block-old';
type Open = { kind: Kind; key: KeyRow };

const Dialogs = createContext<((kind: Kind, key: KeyRow) => void) | null>(null);

/** Opens one of the questions about a key. */
export function useKeyDialogs(): (kind: Kind, key: KeyRow) => void {
  const open = useContext(Dialogs);
  if (!open) throw new Error('useKeyDialogs needs KeyDialogs above it');
  return open;
}

type KeyDialogsProps = {
  /** Whether the person has an authenticator, without which nothing can be rolled. */
  authenticator: boolean;
  /** Where a deleted key's screen would be gone; otherwise the screen stays. */
  afterDelete?: string;
  /** A question that is open from the start: somebody came back from setting up an authenticator. */
  initial?: Open | null;
  children: ReactNode;
};

export function KeyDialogs({ authenticator, afterDelete, initial = null, children }: KeyDialogsProps) {
  const router = useRouter();
  const [open, setOpen] = useState<Open | null>(initial);
  const close = () => setOpen(null);
  const deleted = () => {
    close();
    if (afterDelete) router.replace(afterDelete);
    router.refresh();
  };
  return (
    <Dialogs value={(kind, key) => setOpen({ kind, key })}>
      {children}
      {open?.kind === 'roll' && (
        <RollDialog apiKey={open.key} authenticator={authenticator} onClose={close} />
      )}
      {open?.kind === 'delete' && <DeleteDialog apiKey={open.key} onClose={close} onDeleted={deleted} />}
      {open?.kind === 'revoke' && <RevokeDialog apiKey={open.key} onClose={close} />}
      {open?.kind === 'block-old' && <BlockOldDialog apiKey={open.key} onClose={close} />}
    </Dialogs>
  );
}
