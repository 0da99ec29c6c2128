'use client';

import { createContext, useContext } from 'react';
import type { KeyDetail } from '@/lib/access/key-records/schema';
import type { Reveal } from '@/lib/access/keys/schema';
import type { ActionResult } from '@/lib/transport/action-result';

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

type Action<Input, Value = null> = (input: Input) => Promise<ActionResult<Value>>;

type KeyId = { id: string };

/** The server actions of a key's buttons, menu and dialogs. A page passes them to `KeyDialogs`. */
export type KeyDialogActions = {
  load: Action<KeyId, KeyDetail>;
  disable: Action<KeyId>;
  enable: Action<KeyId>;
  revoke: Action<KeyId>;
  remove: (input: unknown) => Promise<ActionResult<null>>;
  roll: (input: unknown) => Promise<ActionResult<Reveal>>;
  blockOld: Action<KeyId & { credentialId: string }>;
};
