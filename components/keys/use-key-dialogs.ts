'use client';

import { createContext, useContext } from 'react';
import type { KeyDialogActions } from './key-dialog-actions';

export type Kind = 'roll' | 'delete' | 'revoke' | 'block-old';

type KeyDialogsHandle = {
  /** Opens one of a key's dialogs, once the key's current state is known. */
  ask: (kind: Kind, id: string) => void;
  isAsking: (kind: Kind, id: string) => boolean;
  actions: KeyDialogActions;
};

export const Handle = createContext<KeyDialogsHandle | null>(null);

export function useKeyDialogs(): KeyDialogsHandle {
  const handle = useContext(Handle);
  if (!handle) throw new Error('useKeyDialogs needs KeyDialogs above it');
  return handle;
}
