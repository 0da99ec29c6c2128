'use client';

import { useRef } from 'react';

/**
 * Where the focus goes when a dialog opens: to the element that is marked for it, or else to its first control. When it
 * closes: to what opened it, to the menu's button if a menu item did, and to the main region if the opener is gone, as
 * the row of a deleted key is.
 */
export function useReturnFocus() {
  const opener = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      const active = document.activeElement;
      const first = (event.currentTarget as HTMLElement | null)?.querySelector<HTMLElement>(
        '[data-autofocus]',
      );
      if (first) {
        event.preventDefault();
        first.focus();
      }
      if (active instanceof HTMLElement && active !== document.body) opener.current = buttonBehind(active);
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const target = opener.current?.isConnected
        ? opener.current
        : document.querySelector<HTMLElement>('main');
      target?.focus();
    },
  };
}

const buttonBehind = (active: HTMLElement): HTMLElement => {
  const owner = active.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  return (owner && document.getElementById(owner)) || active;
};
