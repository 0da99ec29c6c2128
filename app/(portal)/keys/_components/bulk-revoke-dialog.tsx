'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogCancel, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Time } from '@/components/ui/time';
import { useNow } from '@/components/ui/use-now';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { byLastUse, isRevocable, revokedInWords } from './bulk-words';

type BulkRevokeDialogProps = {
  keys: KeyRow[];
  pending: boolean;
  onClose: () => void;
  onConfirm: () => void;
};

/** Final, for many at once: so it names those in use, and the number has to be typed. */
export function BulkRevokeDialog({ keys, pending, onClose, onConfirm }: BulkRevokeDialogProps) {
  const id = useId();
  const now = useNow();
  const [typed, setTyped] = useState('');
  const changing = keys.filter(isRevocable).sort(byLastUse);
  const count = changing.length;
  const isOne = count === 1;
  const matches = isOne || typed.trim() === String(count);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title={`Revoke ${count} API ${isOne ? 'key' : 'keys'}`}
      description={
        <>
          <strong suppressHydrationWarning>{revokedInWords(keys, now)}</strong> Requests with{' '}
          {isOne ? 'it' : 'them'} fail immediately and for good. {isOne ? 'It stays' : 'They stay'} in the
          table, marked Revoked. To stop {isOne ? 'it' : 'them'} for a while, disable instead.
        </>
      }
    >
      <ul className="max-h-[min(40dvh,22rem)] divide-y divide-line-soft overflow-y-auto rounded-control border border-line">
        {changing.map(({ id: keyId, name, owner, lastUsedAt }) => (
          <li key={keyId} className="flex items-baseline justify-between gap-4 px-3 py-2">
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {name}
              {owner && (
                <span className="block text-sm text-ink-3">
                  {owner.you ? 'Your personal key' : `Personal key of ${owner.name}`}
                </span>
              )}
            </span>
            <span className="shrink-0 text-sm text-ink-3">
              {lastUsedAt ? <Time at={lastUsedAt} form="relative" /> : 'Never used'}
            </span>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (matches && !pending) onConfirm();
        }}
      >
        {!isOne && (
          <Field id={id} label={`Type ${count} to confirm`} className="mt-4">
            {(wired) => (
              <Input
                {...wired}
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
                inputMode="numeric"
                autoComplete="off"
              />
            )}
          </Field>
        )}
        <DialogFooter>
          <DialogCancel disabled={pending} />
          <Button type="submit" variant="danger" disabled={!matches} pending={pending}>
            {isOne ? 'Revoke' : `Revoke ${count}`}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
