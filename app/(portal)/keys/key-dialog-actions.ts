import type { KeyDialogActions } from '@/components/keys/use-key-dialogs';
import { blockOld, disable, enable, load, remove, revoke, roll } from './dialog-actions';

/** For the key dialogs of every screen that shows keys. */
export const keyDialogActions: KeyDialogActions = { load, disable, enable, revoke, remove, roll, blockOld };
