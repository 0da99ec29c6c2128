'use client';

import { Tooltip as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { tipOf, tippedAt } from './tip-of';

const OPEN_AFTER_MS = 350;
/** Moving from one button to the next, nobody waits again. */
const WARM_MS = 200;

type Shown = { count: number; text: string; box: DOMRect; container: HTMLElement | null };

/**
 * One tooltip for the whole page, since a tooltip for each button of a long table is most of what that table weighs.
 * It repeats or adds to a name; nothing that a person needs may stand here alone.
 */
export function TooltipProvider({ children }: { children: ReactNode }) {
  const [shown, close] = useTip();
  return (
    <>
      {children}
      {shown && <Tip key={shown.count} shown={shown} onClose={close} />}
    </>
  );
}

/** Radix positions it and closes it by Escape; its trigger lies, invisible, where the element is. */
function Tip({ shown: { text, box, container }, onClose }: { shown: Shown; onClose: () => void }) {
  const { left, top, width, height } = box;
  return (
    <Radix.Provider disableHoverableContent>
      <Radix.Root open onOpenChange={(open) => !open && onClose()}>
        <Radix.Trigger asChild>
          <span aria-hidden className="pointer-events-none fixed" style={{ left, top, width, height }} />
        </Radix.Trigger>
        <Radix.Portal container={container}>
          <Radix.Content
            side="top"
            sideOffset={6}
            collisionPadding={8}
            className="pointer-events-none z-50 max-w-80 animate-fade rounded-md bg-main px-2 py-1 text-xs text-main-ink shadow-lift [overflow-wrap:anywhere]"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}

function useTip(): [Shown | null, () => void] {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    const listening = new AbortController();
    let at: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout>;
    let count = 0;
    let isOpen = false;
    let openUntil = 0;

    const close = () => {
      clearTimeout(timer);
      at = null;
      if (isOpen) openUntil = performance.now();
      isOpen = false;
      setShown(null);
    };
    const open = (element: HTMLElement) => {
      const text = element.isConnected ? tipOf(element) : '';
      if (text === '') return;
      // Directly in the body it would belong to no part of the page for people who navigate by landmarks.
      const container = element.closest<HTMLElement>(
        '[role="dialog"], [role="alertdialog"], header, main, aside',
      );
      count += 1;
      isOpen = true;
      setShown({ count, text, box: element.getBoundingClientRect(), container });
    };
    const follow = (element: HTMLElement | null, waitMs: number) => {
      if (element === at) return;
      close();
      at = element;
      if (element) timer = setTimeout(() => open(element), waitMs);
    };

    const on = <Kind extends keyof DocumentEventMap>(
      kind: Kind,
      act: (event: DocumentEventMap[Kind]) => void,
    ) => document.addEventListener(kind, act, { signal: listening.signal, capture: true, passive: true });
    on('pointerover', (event) => {
      if (event.pointerType === 'touch') return;
      follow(tippedAt(event.target), performance.now() - openUntil < WARM_MS ? 0 : OPEN_AFTER_MS);
    });
    on('focusin', ({ target }) => {
      const element = tippedAt(target);
      follow(element === target && element?.matches(':focus-visible') ? element : null, 0);
    });
    for (const kind of ['focusout', 'pointerdown', 'scroll'] as const) on(kind, close);
    return () => {
      listening.abort();
      clearTimeout(timer);
    };
  }, []);
  return [shown, () => setShown(null)];
}
