'use client';

import { cx } from 'class-variance-authority';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { useReturnFocus } from './use-return-focus';

export const overlayClass =
  'fixed inset-0 z-40 grid grid-cols-[minmax(0,1fr)] animate-fade overflow-y-auto bg-veil sm:place-items-center sm:p-6 max-sm:items-end';
export const panelClass =
  'relative w-full border border-line bg-card p-5 shadow-lift focus:outline-none sm:max-w-[30rem] sm:animate-pop sm:rounded-dialog sm:p-[22px] max-sm:animate-sheet max-sm:rounded-t-dialog max-sm:border-x-0 max-sm:border-b-0 max-sm:pb-[max(1.25rem,env(safe-area-inset-bottom))]';

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** While it waits for a response the dialog stays open, so that nobody misses it. */
  locked?: boolean;
  wide?: boolean;
  /** Once it is closed and the focus is back where it was. */
  onClosed?: () => void;
  children: ReactNode;
};

/** On a phone a sheet from the bottom. Clicking outside doesn't close it: what was typed would be lost. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  locked,
  wide,
  onClosed,
  children,
}: DialogProps) {
  const focus = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={(next) => !(locked && !next) && onOpenChange(next)}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass}>
          <Radix.Content
            {...focus}
            onCloseAutoFocus={(event) => {
              focus.onCloseAutoFocus(event);
              onClosed?.();
            }}
            {...(description ? {} : { 'aria-describedby': undefined })}
            onInteractOutside={(event) => event.preventDefault()}
            className={cx(panelClass, wide && 'sm:max-w-[40rem]')}
          >
            <Radix.Title className="text-lg font-semibold [overflow-wrap:anywhere]">{title}</Radix.Title>
            {description && (
              <Radix.Description className="mt-1 text-ink-2 [overflow-wrap:anywhere] [&_strong]:font-semibold [&_strong]:text-ink">
                {description}
              </Radix.Description>
            )}
            <div className="mt-4">{children}</div>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Cancel comes first and plain, the action last. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return <div className="mt-6 flex justify-end gap-2 max-sm:[&>*]:flex-1">{children}</div>;
}

export function DialogCancel({
  children = 'Cancel',
  disabled = false,
}: {
  children?: string;
  disabled?: boolean;
}) {
  return (
    <Radix.Close asChild>
      <Button disabled={disabled}>{children}</Button>
    </Radix.Close>
  );
}
