'use client';

import { DropdownMenu as Radix } from 'radix-ui';
import {
  createContext,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useContext,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { menuClass } from '@/components/ui/dropdown-menu';

type Opened = { rowId: string; button: HTMLButtonElement };
type RowMenuHandle = { openIn: string | null; open: (opened: Opened | null) => void };

const Handle = createContext<RowMenuHandle | null>(null);

type RowMenuProps = { items: (rowId: string) => ReactNode; children: ReactNode };

/**
 * One menu for all rows of a table. It opens at the row's own button, is named by it, and returns the focus to it. Not
 * modal, like other menus: a dialog that an item opens must find the page unchanged.
 */
export function RowMenu({ items, children }: RowMenuProps) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const last = useRef<HTMLButtonElement>(null);
  const pressedOutside = useRef(false);
  const open = (next: Opened | null) => {
    if (next) {
      last.current = next.button;
      pressedOutside.current = false;
    }
    setOpened(next);
  };
  return (
    <Handle value={{ openIn: opened?.rowId ?? null, open }}>
      {children}
      <Radix.Root modal={false} open={opened !== null} onOpenChange={(stay) => !stay && setOpened(null)}>
        {opened && <Anchor button={opened.button} />}
        <Radix.Portal container={opened?.button.closest('main')}>
          <Radix.Content
            align="end"
            sideOffset={6}
            collisionPadding={8}
            loop
            aria-labelledby={opened?.button.id}
            onInteractOutside={(event) => {
              // The button's own press closes the menu, or opens it in another row.
              const target = event.detail.originalEvent.target;
              pressedOutside.current = !(target instanceof Node && last.current?.contains(target));
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              if (!pressedOutside.current) last.current?.focus();
            }}
            className={menuClass}
          >
            {opened && items(opened.rowId)}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Handle>
  );
}

/** Lies over the row's button, in its cell, so that the menu moves with the row. */
function Anchor({ button }: { button: HTMLButtonElement }) {
  const { offsetLeft, offsetTop, offsetWidth, offsetHeight, parentElement } = button;
  if (!parentElement) return null;
  const place = { left: offsetLeft, top: offsetTop, width: offsetWidth, height: offsetHeight };
  return createPortal(
    <Radix.Trigger asChild>
      <span aria-hidden className="pointer-events-none absolute" style={place} />
    </Radix.Trigger>,
    parentElement,
  );
}

/** Props that make a button, with the id `id`, the one that opens its row's menu. */
export function useRowMenuButton(rowId: string, id: string) {
  const menu = useContext(Handle);
  if (!menu) throw new Error('useRowMenuButton needs RowMenu above it');
  const isOpen = menu.openIn === rowId;
  // A press outside closes the menu before the click comes, which must not open it again.
  const wasOpen = useRef(false);
  const open = (button: HTMLButtonElement) => menu.open({ rowId, button });
  return {
    id,
    'aria-haspopup': 'menu' as const,
    // Absent means collapsed: only the open one has to say so.
    'aria-expanded': isOpen || undefined,
    onPointerDown: () => {
      wasOpen.current = isOpen;
    },
    onClick: ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
      if (wasOpen.current) menu.open(null);
      else open(currentTarget);
      wasOpen.current = false;
    },
    onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      open(event.currentTarget);
    },
  };
}
