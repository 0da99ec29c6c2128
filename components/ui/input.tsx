import { cx } from 'class-variance-authority';
import type { ComponentProps } from 'react';

export type InputProps = ComponentProps<'input'> & { mono?: boolean | undefined };

/* 16 px on a phone: below that iOS zooms the page as soon as the box takes the focus. */
export function Input({ mono = false, className, ...rest }: InputProps) {
  return (
    <input
      autoComplete="off"
      {...rest}
      className={cx(
        'control h-control w-full px-3 max-md:h-10 max-md:text-lg',
        mono && 'font-mono text-[0.8125rem]',
        className,
      )}
    />
  );
}
