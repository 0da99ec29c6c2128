'use client';

import { AlertDialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { DialogFooter, overlayClass, panelClass } from './dialog';
import { useReturnFocus } from './use-return-focus';

export type AlertDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  /** The verb on the button that does it; absent if there is nothing to do. */
  confirm?: string;
  cancel?: string;
  tone?: 'primary' | 'danger';
  pending?: boolean;
  onConfirm?: () => void;
};

/** One question, two answers; the safe one has the focus. The caller closes it when it is done. */
export function AlertDialog({
  cancel = 'Cancel',
  tone = 'primary',
  pending = false,
  ...props
}: AlertDialogProps) {
  const focus = useReturnFocus();
  return (
    <Radix.Root open={props.open} onOpenChange={(next) => !pending && props.onOpenChange(next)}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass}>
          <Radix.Content {...focus} className={panelClass}>
            <Radix.Title className="text-lg font-semibold [overflow-wrap:anywhere]">
              {props.title}
            </Radix.Title>
            <Radix.Description asChild>
              <div className="mt-1 text-ink-2 [overflow-wrap:anywhere]">{props.description}</div>
            </Radix.Description>
            <DialogFooter>
              <Radix.Cancel asChild>
                <Button disabled={pending}>{cancel}</Button>
              </Radix.Cancel>
              {props.confirm && (
                <Button variant={tone} pending={pending} onClick={props.onConfirm}>
                  {props.confirm}
                </Button>
              )}
            </DialogFooter>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
