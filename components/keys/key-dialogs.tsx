'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { useServerAction } from '@/components/action/use-server-action';
import type { KeyDetail } from '@/lib/access/key-records/schema';
import { BlockOldDialog } from './block-old-dialog';
import { DeleteDialog } from './delete-dialog';
import { RevokeDialog } from './revoke-dialog';
import { RollDialog } from './roll-dialog';
import { Handle, type KeyDialogActions, type Kind } from './use-key-dialogs';

type Open = { kind: Kind; key: KeyDetail };

type KeyDialogsProps = {
  actions: KeyDialogActions;
  /** Whether the person has an authenticator, without which nothing can be rolled. */
  authenticator: boolean;
  /** Where to go when a deleted key's screen is gone; otherwise the screen stays. */
  afterDelete?: string;
  /** The dialog that is open from the start: somebody came back from setting up an authenticator. */
  initial?: Open | null;
  children: ReactNode;
};

export function KeyDialogs({
  actions,
  authenticator,
  afterDelete,
  initial = null,
  children,
}: KeyDialogsProps) {
  const router = useRouter();
  const [open, setOpen] = useState<Open | null>(initial);
  const [asked, setAsked] = useState<{ kind: Kind; id: string } | null>(null);
  const [pending, run] = useServerAction();
  const ask = (kind: Kind, id: string) => {
    if (pending) return;
    setAsked({ kind, id });
    // A row has only what it shows, and may have been on the screen for hours.
    run(
      () => actions.load({ id }),
      null,
      (key) => setOpen({ kind, key }),
    );
  };
  const isAsking = (kind: Kind, id: string) => pending && asked?.kind === kind && asked.id === id;
  const close = () => setOpen(null);
  const deleted = () => {
    close();
    if (afterDelete) router.replace(afterDelete);
    router.refresh();
  };
  return (
    <Handle value={{ ask, isAsking, actions }}>
      {children}
      {open?.kind === 'roll' && (
        <RollDialog apiKey={open.key} authenticator={authenticator} onClose={close} />
      )}
      {open?.kind === 'delete' && <DeleteDialog apiKey={open.key} onClose={close} onDeleted={deleted} />}
      {open?.kind === 'revoke' && <RevokeDialog apiKey={open.key} onClose={close} />}
      {open?.kind === 'block-old' && <BlockOldDialog apiKey={open.key} onClose={close} />}
    </Handle>
  );
}
