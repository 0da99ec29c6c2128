import type { KeyDetail } from '@/lib/access/key-records/schema';
import type { Reveal } from '@/lib/access/keys/schema';
import type { ActionResult } from '@/lib/transport/action-result';

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
