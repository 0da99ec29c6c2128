'use client';

import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useLandmark } from './use-landmark';

export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={350} skipDelayDuration={200} disableHoverableContent>
      {children}
    </Radix.Provider>
  );
}

type TooltipProps = { text: ReactNode; side?: 'top' | 'bottom' | 'left' | 'right'; children: ReactNode };

/** Repeats or adds to a name; nothing that a person needs may stand here alone. The child must take a ref. */
export function Tooltip({ text, side = 'top', children }: TooltipProps) {
  const landmark = useLandmark();
  return (
    <Radix.Root onOpenChange={landmark.onOpenChange}>
      <Radix.Trigger asChild ref={landmark.trigger}>
        {children}
      </Radix.Trigger>
      <Radix.Portal container={landmark.container}>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 animate-fade rounded-md bg-main px-2 py-1 text-xs text-main-ink shadow-lift"
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
