'use client';

import { cx } from 'class-variance-authority';
import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

type PopoverProps = {
  trigger: ReactNode;
  /** Names the panel. */
  label: string;
  align?: 'start' | 'end';
  className?: string;
  children: ReactNode;
} & ({ open: boolean; onOpenChange: (open: boolean) => void } | { open?: never; onOpenChange?: never });

export function Popover({
  trigger,
  label,
  align = 'start',
  className,
  open,
  onOpenChange,
  children,
}: PopoverProps) {
  return (
    <Radix.Root {...(open === undefined ? {} : { open, onOpenChange })}>
      {open === undefined ? (
        <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      ) : (
        <Radix.Anchor asChild>{trigger}</Radix.Anchor>
      )}
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cx(
            'z-50 animate-pop rounded-[10px] border border-line bg-card shadow-lift focus:outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
