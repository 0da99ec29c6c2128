'use client';

import { cx } from 'class-variance-authority';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { Spinner } from './button';

const look =
  'inline-grid size-7 shrink-0 place-items-center rounded-[7px] text-ink-2 transition-colors enabled:hover:bg-chip enabled:hover:text-ink [a&]:hover:bg-chip [a&]:hover:text-ink data-[state=open]:bg-chip disabled:opacity-45 max-md:size-10';

type Named = { name: string; icon: ReactNode };

export type IconButtonProps = Omit<ComponentProps<'button'>, 'name' | 'children'> &
  Named & { pending?: boolean };

/** An icon alone says too little, so `name` is its accessible name and its tooltip. */
export function IconButton({ name, icon, pending = false, className, onClick, ...rest }: IconButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (pending) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      data-tip=""
      aria-label={name}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      className={cx(look, className)}
      onClick={press}
    >
      {pending ? <Spinner /> : icon}
    </button>
  );
}
