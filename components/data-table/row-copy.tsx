'use client';

import { Popover as Radix } from 'radix-ui';
import { createContext, type MouseEvent, type ReactNode, useContext, useRef, useState } from 'react';
import { toast } from 'sonner';
import { ValueToCopy } from '@/components/ui/copy-button';
import { useCopy } from '@/components/ui/use-copy';

type RowCopyHandle = {
  /** The row whose value was copied a moment ago. */
  copiedIn: string | null;
  copy: (button: HTMLButtonElement, rowId: string, value: string) => void;
};

const Handle = createContext<RowCopyHandle | null>(null);

type RowCopyProps = {
  /** The label of the value if the clipboard refuses it, such as "Copy key". */
  name: string;
  /** The message of the toast, once the clipboard has it. */
  done: string;
  children: ReactNode;
};

/** Copies a value from any row of a table. If the clipboard refuses it, a popover shows the value, selected. */
export function RowCopy({ name, done, children }: RowCopyProps) {
  const { state, copy, reset } = useCopy();
  const [row, setRow] = useState<{ id: string; value: string } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const press = async (pressed: HTMLButtonElement, id: string, value: string) => {
    button.current = pressed;
    setRow({ id, value });
    if (await copy(value)) toast.success(done);
  };
  return (
    <Handle value={{ copiedIn: state === 'copied' && row ? row.id : null, copy: press }}>
      {children}
      <Radix.Root open={state === 'blocked'} onOpenChange={reset}>
        <Radix.Anchor virtualRef={button as { current: HTMLButtonElement }} />
        <Radix.Portal>
          <Radix.Content
            aria-label={name}
            align="end"
            sideOffset={6}
            collisionPadding={8}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              button.current?.focus();
            }}
            className="z-50 w-80 animate-pop rounded-[10px] border border-line bg-card p-3 shadow-lift focus:outline-none"
          >
            <ValueToCopy value={row?.value ?? ''} />
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Handle>
  );
}

export function useRowCopy(rowId: string, value: string) {
  const handle = useContext(Handle);
  if (!handle) throw new Error('useRowCopy needs RowCopy above it');
  return {
    isCopied: handle.copiedIn === rowId,
    onClick: ({ currentTarget }: MouseEvent<HTMLButtonElement>) => handle.copy(currentTarget, rowId, value),
  };
}
